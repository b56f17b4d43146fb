// SQLite with owners for its handles, for the sqlite backends only.
//
// Every database is in WAL mode with synchronous=FULL: a commit that returned
// is on the disk. A Database and its statements belong to one thread at a time;
// a backend guards them with its own mutex. query.h binds and steps in one call.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace peerage::store {

// One prepared statement. A failure to prepare or to bind is kept and comes out
// of the next Step or Run. The database outlives it.
class Statement {
 public:
  // Parameters in their order, from the first again after Run. The text and the
  // bytes are copied.
  Statement& Bind(int64_t value);
  Statement& Bind(std::string_view text);
  Statement& BindBlob(std::string_view bytes);

  // True when there is a row, false at the end.
  absl::StatusOr<bool> Step();
  // For a statement that gives no rows; then it is ready for new parameters.
  absl::Status Run();

  // Columns of the present row, from 0; valid until the next step. Text reads
  // blobs as well, byte for byte.
  int64_t Integer(int column) const;
  std::string Text(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  Statement(sqlite3_stmt* statement, absl::Status status)
      : statement_(statement), status_(std::move(status)) {}
  Statement& Keep(int code);

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  absl::Status status_;
  int next_parameter_ = 1;
};

class Database {
 public:
  // Opens or creates the file. UNAVAILABLE when it cannot be opened or is no
  // database.
  static absl::StatusOr<Database> Open(const std::string& path);

  // Creates the tables of `schema`, version 1, unless they are there.
  // FAILED_PRECONDITION for a file of a newer version, so that an older program
  // never writes into it.
  absl::Status EnsureSchema(const char* schema);

  // Statements without parameters or rows.
  absl::Status Execute(const char* sql);
  // The first column of the first row; 0 for NULL or no row.
  absl::StatusOr<int64_t> QueryInteger(std::string_view sql);
  Statement Prepare(std::string_view sql);

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };

  std::unique_ptr<sqlite3, Close> handle_;
};

// All or nothing: what was written since the beginning is undone unless Commit
// succeeded. The database outlives it.
class Transaction {
 public:
  enum class Mode {
    // One view for several reads.
    kRead,
    // Takes the writer's place at once, so that it never fails half way for
    // another writer's sake.
    kWrite,
  };
  Transaction(Database& database, Mode mode);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  // Whether it began; nothing may be done in one that did not.
  const absl::Status& status() const { return status_; }
  absl::Status Commit();

 private:
  Database& database_;
  absl::Status status_;
  bool open_;
};

}  // namespace peerage::store
