#include "services/store/sqlite/database.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace peerage::store {
namespace {

// How long a writer waits for another connection's.
constexpr int kBusyTimeoutMs = 1000;

constexpr char kUserVersion[] = "PRAGMA user_version";

// The log is moved into the file when it has this many pages, as SQLite itself
// would.
constexpr int kCheckpointPages = 1000;

// SQLite's own hook forgets that a checkpoint failed, and would call fsync again
// after the next commit. Ours makes the commit say it. A full disk or a reader
// in the way is no fault: the log grows until another commit's turn.
int Checkpoint(void*, sqlite3* handle, const char* name, int pages) {
  if (pages < kCheckpointPages) return SQLITE_OK;
  const int code =
      sqlite3_wal_checkpoint_v2(handle, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  return (code & 0xff) == SQLITE_IOERR ? code : SQLITE_OK;
}

absl::Status WrongVersion(int64_t found, int64_t known) {
  return absl::FailedPreconditionError(
      absl::StrCat("the store has version ", found, " and this program knows ", known,
                   found > known ? ": run a newer program" : ": start the service once"));
}

// What a result code asks of the caller. Says nothing of paths or SQL.
absl::Status ErrorOf(int code) {
  // The index beside the log has no room to grow: the disk is full.
  if (code == SQLITE_IOERR_SHMSIZE) code = SQLITE_FULL;
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

absl::StatusOr<Database> Database::OpenWith(const std::string& path, int flags) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database;
  // A handle is given, and wants closing, even when opening failed.
  database.handle_.reset(handle);
  if (code != SQLITE_OK) return ErrorOf(code);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  return database;
}

absl::StatusOr<Database> Database::Open(const std::string& path) {
  absl::StatusOr<Database> database = OpenWith(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!database.ok()) return database.status();
  absl::Status status = database->Execute(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
  if (!status.ok()) return status;
  sqlite3_wal_hook(database->handle_.get(), Checkpoint, nullptr);
  return database;
}

absl::StatusOr<Database> Database::OpenReadOnly(const std::string& path) {
  return OpenWith(path, SQLITE_OPEN_READONLY);
}

absl::Status Database::CopyTo(const std::string& path) {
  const absl::StatusOr<Database> copy = OpenWith(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!copy.ok()) return copy.status();
  sqlite3_backup* backup = sqlite3_backup_init(copy->handle_.get(), "main", handle_.get(), "main");
  if (backup == nullptr) return ErrorOf(sqlite3_extended_errcode(copy->handle_.get()));
  // All pages in one step: one state, whatever is committed meanwhile.
  const int stepped = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  return ErrorOf(stepped == SQLITE_DONE ? finished : stepped);
}

absl::Status Database::EnsureSchema(std::span<const SchemaStep> steps) {
  const auto known = static_cast<int64_t>(steps.size());
  Transaction transaction(*this, Transaction::Mode::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  const absl::StatusOr<int64_t> found = QueryInteger(kUserVersion);
  if (!found.ok()) return found.status();
  if (*found < 0 || *found > known) return WrongVersion(*found, known);
  if (*found < known) {
    for (int64_t version = *found; version < known; ++version) {
      if (absl::Status status = steps[version](*this); !status.ok()) return status;
    }
    absl::Status status = Execute(absl::StrCat(kUserVersion, "=", known).c_str());
    if (status.ok()) status = transaction.Commit();
    if (!status.ok()) return status;
  }
  schema_version_ = known;
  return absl::OkStatus();
}

absl::Status Database::CheckSchema(int64_t version) {
  const absl::StatusOr<int64_t> found = QueryInteger(kUserVersion);
  if (!found.ok()) return found.status();
  return *found == version ? absl::OkStatus() : WrongVersion(*found, version);
}

absl::Status Database::CheckIntegrity() {
  Statement check = Prepare("PRAGMA integrity_check(1)");
  absl::StatusOr<bool> row = check.Step();
  if (!row.ok()) return row.status();
  if (!*row || check.Text(0) != "ok") return absl::DataLossError("the file is damaged");
  Statement references = Prepare("PRAGMA foreign_key_check");
  row = references.Step();
  if (!row.ok()) return row.status();
  if (!*row) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("a row of ", references.Text(0), " belongs to nothing"));
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
      open_(status_.ok()) {
  if (open_ && mode == Mode::kWrite && database.schema_version_ > 0) {
    status_ = database.CheckSchema(database.schema_version_);
  }
}

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
