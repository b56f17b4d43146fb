#include "services/store/sqlite/sqlite_report_archive.h"

#include "absl/strings/str_cat.h"
#include "services/store/sqlite/query.h"

namespace peerage::store {
namespace {

constexpr char kSchema[] = R"sql(
CREATE TABLE report (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  force_id TEXT NOT NULL,
  dataset_id TEXT NOT NULL,
  reporting_month TEXT NOT NULL,
  seq INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (id, version)
) STRICT;
CREATE TABLE idem (
  identity TEXT NOT NULL,
  key TEXT NOT NULL,
  request_digest BLOB NOT NULL,
  report_ordinal INTEGER NOT NULL REFERENCES report (ordinal),
  PRIMARY KEY (identity, key)
) STRICT;
CREATE TRIGGER report_never_updated BEFORE UPDATE ON report
  BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER report_never_deleted BEFORE DELETE ON report
  BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER idem_never_updated BEFORE UPDATE ON idem
  BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER idem_never_deleted BEFORE DELETE ON idem
  BEGIN SELECT RAISE(ABORT, 'append only'); END;
)sql";

constexpr char kInsertReport[] =
    "INSERT INTO report (id, version, title, force_id, dataset_id, reporting_month, seq,"
    " created_at_ms, bytes) VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr char kInsertKey[] =
    "INSERT INTO idem (identity, key, request_digest, report_ordinal)"
    " VALUES (?1, ?2, ?3, last_insert_rowid())";
constexpr char kFindKey[] =
    "SELECT idem.request_digest, report.bytes FROM idem"
    " JOIN report ON report.ordinal = idem.report_ordinal"
    " WHERE identity = ?1 AND key = ?2";
constexpr char kGet[] = "SELECT bytes FROM report WHERE id = ?1 ORDER BY version DESC LIMIT 1";
constexpr char kList[] =
    "SELECT ordinal, id, title, force_id, dataset_id, reporting_month, seq, created_at_ms"
    " FROM report WHERE (?1 = '' OR force_id = ?1) AND (?2 = '' OR dataset_id = ?2)"
    " AND (?3 <= 0 OR ordinal < ?3) ORDER BY ordinal DESC LIMIT ?4";

ListedReport ReadEntry(const Statement& row) {
  return {.ordinal = row.Integer(0),
          .entry = {.id = row.Text(1),
                    .title = row.Text(2),
                    .force_id = row.Text(3),
                    .dataset_id = row.Text(4),
                    .reporting_month = row.Text(5),
                    .seq = row.Integer(6),
                    .created_at_ms = row.Integer(7)}};
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteReportArchive>> SqliteReportArchive::Open(
    const std::string& path) {
  absl::StatusOr<Database> database = Database::Open(path);
  if (!database.ok()) return database.status();
  if (absl::Status status = database->EnsureSchema(kSchema); !status.ok()) return status;
  return std::unique_ptr<SqliteReportArchive>(new SqliteReportArchive(*std::move(database)));
}

absl::StatusOr<std::optional<std::string>> SqliteReportArchive::FindLocked(
    const ReportIdempotency& idempotency) {
  std::optional<std::string> digest;
  std::optional<std::string> bytes;
  const absl::Status status = Select(
      database_, kFindKey,
      [&](const Statement& row) {
        digest = row.Text(0);
        bytes = row.Text(1);
      },
      idempotency.identity, idempotency.key);
  if (!status.ok()) return status;
  if (digest && *digest != idempotency.request_digest) {
    return absl::AlreadyExistsError("the key was used for another report");
  }
  return bytes;
}

absl::Status SqliteReportArchive::InsertLocked(const ReportEntry& entry, const std::string& bytes,
                                               const ReportIdempotency& idempotency) {
  absl::Status status = store::Insert(database_, kInsertReport, entry.id, entry.title,
                                      entry.force_id, entry.dataset_id, entry.reporting_month,
                                      entry.seq, entry.created_at_ms, Blob{bytes});
  if (!status.ok()) return status;
  return store::Insert(database_, kInsertKey, idempotency.identity, idempotency.key,
                       Blob{idempotency.request_digest});
}

absl::StatusOr<std::string> SqliteReportArchive::Insert(const ReportEntry& entry,
                                                        const std::string& bytes,
                                                        const ReportIdempotency& idempotency) {
  const std::lock_guard lock(mutex_);
  if (failed_) {
    return absl::UnavailableError("writing to the archive has failed; restart this service");
  }
  Transaction transaction(database_, Transaction::Mode::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  // Looked up under the writer's lock: no other process comes between.
  absl::StatusOr<std::optional<std::string>> found = FindLocked(idempotency);
  if (!found.ok()) return found.status();
  if (found->has_value()) return **std::move(found);
  if (absl::Status status = InsertLocked(entry, bytes, idempotency); !status.ok()) return status;
  if (absl::Status status = transaction.Commit(); !status.ok()) {
    failed_ = absl::IsUnavailable(status);
    return status;
  }
  return bytes;
}

absl::StatusOr<std::optional<std::string>> SqliteReportArchive::Find(
    const ReportIdempotency& idempotency) {
  const std::lock_guard lock(mutex_);
  return FindLocked(idempotency);
}

absl::StatusOr<std::string> SqliteReportArchive::Get(const std::string& id) {
  const std::lock_guard lock(mutex_);
  std::optional<std::string> bytes;
  const absl::Status status = Select(
      database_, kGet, [&](const Statement& row) { bytes = row.Text(0); }, id);
  if (!status.ok()) return status;
  if (!bytes) return absl::NotFoundError(absl::StrCat("there is no report ", id));
  return *std::move(bytes);
}

absl::StatusOr<std::vector<ListedReport>> SqliteReportArchive::List(const ReportFilter& filter,
                                                                    int64_t before, int limit) {
  const std::lock_guard lock(mutex_);
  std::vector<ListedReport> listed;
  const absl::Status status = Select(
      database_, kList, [&](const Statement& row) { listed.push_back(ReadEntry(row)); },
      filter.force_id, filter.dataset_id, before, int64_t{limit});
  if (!status.ok()) return status;
  return listed;
}

}  // namespace peerage::store
