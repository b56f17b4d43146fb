#include "services/store/sqlite/sqlite_report_archive.h"

#include "services/store/failpoint.h"
#include "services/store/sqlite/audit_table.h"
#include "services/store/sqlite/query.h"
#include "services/store/sqlite/report_schema.h"

namespace peerage::store {
namespace {

using Lock = std::lock_guard<std::mutex>;

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
constexpr char kDescribe[] =
    "SELECT ordinal, id, title, force_id, dataset_id, reporting_month, seq, created_at_ms,"
    " LENGTH(bytes) FROM report WHERE id = ?1 ORDER BY version DESC LIMIT 1";
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

absl::StatusOr<std::optional<std::string>> SelectKept(Database& database,
                                                      const ReportIdempotency& idempotency) {
  std::optional<std::string> digest;
  std::optional<std::string> bytes;
  const absl::Status status = Select(
      database, kFindKey,
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

absl::Status InsertAll(Database& database, const ReportEntry& entry, const std::string& bytes,
                       const ReportIdempotency& idempotency) {
  absl::Status status = store::Insert(database, kInsertReport, entry.id, entry.title,
                                      entry.force_id, entry.dataset_id, entry.reporting_month,
                                      entry.seq, entry.created_at_ms, Blob{bytes});
  if (status.ok()) status = PassFailpoint(Failpoint::kArchiveReport);
  if (!status.ok()) return status;
  status = store::Insert(database, kInsertKey, idempotency.identity, idempotency.key,
                         Blob{idempotency.request_digest});
  return status.ok() ? PassFailpoint(Failpoint::kArchiveKey) : status;
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteReportArchive>> SqliteReportArchive::Open(
    const std::string& path, Clock clock, StoreEvents events) {
  absl::StatusOr<Database> writer = Database::Open(path);
  if (!writer.ok()) return writer.status();
  if (absl::Status status = EnsureReportSchema(*writer, clock()); !status.ok()) return status;
  absl::StatusOr<Database> reader = Database::Open(path);
  if (!reader.ok()) return reader.status();
  return std::unique_ptr<SqliteReportArchive>(
      new SqliteReportArchive(std::make_unique<Writer>(*std::move(writer), std::move(events)),
                              *std::move(reader), std::move(clock)));
}

absl::StatusOr<std::unique_ptr<SqliteReportArchive>> SqliteReportArchive::OpenReadOnly(
    const std::string& path) {
  absl::StatusOr<Database> reader = Database::OpenReadOnly(path);
  if (!reader.ok()) return reader.status();
  if (absl::Status status = reader->CheckSchema(kReportSchemaVersion); !status.ok()) return status;
  return std::unique_ptr<SqliteReportArchive>(
      new SqliteReportArchive(nullptr, *std::move(reader), nullptr));
}

absl::Status SqliteReportArchive::Write(const Writer::Work& work) {
  if (writer_ == nullptr) return absl::FailedPreconditionError("the store was opened to be read");
  return writer_->Run(work);
}

absl::StatusOr<std::string> SqliteReportArchive::Insert(const ReportEntry& entry,
                                                        const std::string& bytes,
                                                        const ReportIdempotency& idempotency,
                                                        const Caller& caller) {
  if (absl::Status status = PassFailpoint(Failpoint::kArchiveBegin); !status.ok()) return status;
  std::string kept = bytes;
  absl::Status status = Write([&](Database& database) -> absl::StatusOr<std::optional<AuditRow>> {
    // Looked up under the writer's lock: no other process comes between.
    absl::StatusOr<std::optional<std::string>> found = SelectKept(database, idempotency);
    if (!found.ok()) return found.status();
    if (found->has_value()) {
      kept = **std::move(found);
      return std::nullopt;
    }
    absl::Status inserted = InsertAll(database, entry, bytes, idempotency);
    if (!inserted.ok()) return inserted;
    absl::StatusOr<AuditRow> row =
        InsertAudit(database, CreateEntry(entry.id, bytes, caller), clock_());
    if (!row.ok()) return row.status();
    inserted = PassFailpoint(Failpoint::kArchiveAudit);
    if (!inserted.ok()) return inserted;
    return *std::move(row);
  });
  if (status.ok()) status = PassFailpoint(Failpoint::kArchiveDone);
  if (!status.ok()) return status;
  return kept;
}

absl::StatusOr<std::optional<std::string>> SqliteReportArchive::Find(
    const ReportIdempotency& idempotency) {
  const Lock lock(read_mutex_);
  return SelectKept(reader_, idempotency);
}

absl::StatusOr<std::string> SqliteReportArchive::Get(const std::string& id) {
  const Lock lock(read_mutex_);
  std::optional<std::string> bytes;
  const absl::Status status = Select(
      reader_, kGet, [&](const Statement& row) { bytes = row.Text(0); }, id);
  if (!status.ok()) return status;
  if (!bytes) return NoReportError(id);
  return *std::move(bytes);
}

absl::StatusOr<KeptReport> SqliteReportArchive::Describe(const std::string& id) {
  const Lock lock(read_mutex_);
  std::optional<KeptReport> kept;
  const absl::Status status = Select(
      reader_, kDescribe,
      [&](const Statement& row) {
        kept = {ReadEntry(row), row.Integer(8)};
      },
      id);
  if (!status.ok()) return status;
  if (!kept) return NoReportError(id);
  return *std::move(kept);
}

absl::StatusOr<std::vector<ListedReport>> SqliteReportArchive::List(const ReportFilter& filter,
                                                                    int64_t before, int limit) {
  const Lock lock(read_mutex_);
  std::vector<ListedReport> listed;
  const absl::Status status = Select(
      reader_, kList, [&](const Statement& row) { listed.push_back(ReadEntry(row)); },
      filter.force_id, filter.dataset_id, before, int64_t{limit});
  if (!status.ok()) return status;
  return listed;
}

absl::Status SqliteReportArchive::Record(const AuditEntry& entry) {
  const absl::Status status =
      Write([&](Database& database) { return RecordAudit(database, entry, clock_()); });
  return status.ok() ? PassFailpoint(Failpoint::kRecordDone) : status;
}

absl::StatusOr<std::vector<AuditRow>> SqliteReportArchive::ReadAudit(int64_t after_ordinal,
                                                                     int limit) {
  const Lock lock(read_mutex_);
  return SelectAudit(reader_, after_ordinal, limit);
}

absl::StatusOr<int64_t> SqliteReportArchive::LastAuditOrdinal() {
  const Lock lock(read_mutex_);
  return SelectLastOrdinal(reader_);
}

absl::Status SqliteReportArchive::CheckStorage() {
  const Lock lock(read_mutex_);
  if (absl::Status status = reader_.CheckIntegrity(); !status.ok()) return status;
  const absl::StatusOr<int64_t> unmatched = reader_.QueryInteger(
      "SELECT (SELECT COUNT(*) FROM idem) <>"
      " (SELECT COUNT(*) FROM audit_chain WHERE action = 'create report')");
  if (!unmatched.ok()) return unmatched.status();
  if (*unmatched == 0) return absl::OkStatus();
  return absl::DataLossError("there are not as many audit rows of reports as kept keys");
}

}  // namespace peerage::store
