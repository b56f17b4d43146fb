#include "services/store/sqlite/database.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace peerage::store {
namespace {

constexpr int kSchemaVersion = 1;

// How long a writer waits for another connection's.
constexpr int kBusyTimeoutMs = 1000;

// What a result code asks of the caller. Says nothing of paths or SQL.
absl::Status ErrorOf(int code) {
  switch (code & 0xff) {
    case SQLITE_OK:
      return absl::OkStatus();
    case SQLITE_FULL:
      return absl::ResourceExhaustedError("the disk is full: free some space and try again");
    case SQLITE_CONSTRAINT:
      return absl::AlreadyExistsError("the store already holds a row of this name");
    default:
      return absl::UnavailableError(
          absl::StrCat("the store does not answer: ", sqlite3_errstr(code)));
  }
}

}  // namespace

Statement& Statement::Keep(int code) {
  if (status_.ok()) status_ = ErrorOf(code);
  return *this;
}

Statement& Statement::Bind(int64_t value) {
  return Keep(sqlite3_bind_int64(statement_.get(), next_parameter_++, value));
}

// Null pointers would bind NULL; empty text and bytes are values.
Statement& Statement::Bind(std::string_view text) {
  return Keep(sqlite3_bind_text64(statement_.get(), next_parameter_++,
                                  text.empty() ? "" : text.data(), text.size(), SQLITE_TRANSIENT,
                                  SQLITE_UTF8));
}

Statement& Statement::BindBlob(std::string_view bytes) {
  return Keep(sqlite3_bind_blob64(statement_.get(), next_parameter_++,
                                  bytes.empty() ? "" : bytes.data(), bytes.size(),
                                  SQLITE_TRANSIENT));
}

absl::StatusOr<bool> Statement::Step() {
  if (!status_.ok()) return status_;
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return ErrorOf(code);
}

absl::Status Statement::Run() {
  absl::Status status = Step().status();
  // Says again what the step said.
  sqlite3_reset(statement_.get());
  next_parameter_ = 1;
  return status;
}

int64_t Statement::Integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string Statement::Text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string() : std::string(bytes, size);
}

absl::StatusOr<Database> Database::Open(const std::string& path) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  Database database;
  // A handle is given, and wants closing, even when opening failed.
  database.handle_.reset(handle);
  if (code != SQLITE_OK) return ErrorOf(code);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  absl::Status status =
      database.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
  if (!status.ok()) return status;
  return database;
}

absl::Status Database::EnsureSchema(const char* schema) {
  Transaction transaction(*this, Transaction::Mode::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  const absl::StatusOr<int64_t> found = QueryInteger("PRAGMA user_version");
  if (!found.ok()) return found.status();
  if (*found > kSchemaVersion) {
    return absl::FailedPreconditionError(absl::StrCat("the store has version ", *found,
                                                      " and this program knows ", kSchemaVersion,
                                                      ": run a newer program"));
  }
  if (*found == kSchemaVersion) return absl::OkStatus();
  absl::Status status = Execute(schema);
  if (status.ok()) status = Execute(absl::StrCat("PRAGMA user_version=", kSchemaVersion).c_str());
  if (status.ok()) status = transaction.Commit();
  return status;
}

absl::Status Database::Execute(const char* sql) {
  return ErrorOf(sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr));
}

absl::StatusOr<int64_t> Database::QueryInteger(std::string_view sql) {
  Statement query = Prepare(sql);
  const absl::StatusOr<bool> row = query.Step();
  if (!row.ok()) return row.status();
  return *row ? query.Integer(0) : 0;
}

Statement Database::Prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      &statement, nullptr);
  return Statement(statement, ErrorOf(code));
}

Transaction::Transaction(Database& database, Mode mode)
    : database_(database),
      status_(database.Execute(mode == Mode::kWrite ? "BEGIN IMMEDIATE" : "BEGIN")),
      open_(status_.ok()) {}

Transaction::~Transaction() {
  // A rollback that fails leaves a connection whose next BEGIN says so.
  if (open_) database_.Execute("ROLLBACK").IgnoreError();
}

absl::Status Transaction::Commit() {
  absl::Status status = database_.Execute("COMMIT");
  if (status.ok()) open_ = false;
  return status;
}

}  // namespace peerage::store
