// SQLite with owners for its handles, for the sqlite backends only.
//
// Every database is in WAL mode with synchronous=FULL: a commit that returned
// is on the disk. A commit fails with UNAVAILABLE as well when moving the log
// into the file fails after it. A Database and its statements belong to one thread at a time;
// a backend guards them with its own mutex. query.h binds and steps in one call.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
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
  // Opens a file that is there, and never writes to it. Errors as Open's.
  static absl::StatusOr<Database> OpenReadOnly(const std::string& path);

  // Takes one version of the schema to the next, in a transaction that is open.
  using SchemaStep = std::function<absl::Status(Database& database)>;

  // Brings the file to version steps.size(): runs each step that it lacks, all
  // in one transaction. FAILED_PRECONDITION for a file of a newer version; and
  // should a newer program change it later, from every transaction that writes:
  // an older program never writes into a newer file.
  absl::Status EnsureSchema(std::span<const SchemaStep> steps);
  // The same without a change: FAILED_PRECONDITION unless it is there.
  absl::Status CheckSchema(int64_t version);

  // Reads the whole file. DATA_LOSS: pages, indexes or references between the
  // tables are damaged.
  absl::Status CheckIntegrity();

  // Makes the new file `path` a copy of this one as of now, while others write
  // to this one.
  absl::Status CopyTo(const std::string& path);

  // Statements without parameters or rows.
  absl::Status Execute(const char* sql);
  // The first column of the first row; 0 for NULL or no row.
  absl::StatusOr<int64_t> QueryInteger(std::string_view sql);
  Statement Prepare(std::string_view sql);

 private:
  friend class Transaction;
  static absl::StatusOr<Database> OpenWith(const std::string& path, int flags);

  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };

  std::unique_ptr<sqlite3, Close> handle_;
  // What EnsureSchema left; 0 before.
  int64_t schema_version_ = 0;
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
