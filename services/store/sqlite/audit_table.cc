#include "services/store/sqlite/audit_table.h"

#include <utility>

#include "services/store/audit_chain.h"
#include "services/store/failpoint.h"
#include "services/store/sqlite/query.h"

namespace peerage::store {
namespace {

// AUTOINCREMENT keeps the highest ordinal in a table of SQLite's own.
constexpr char kSchema[] = R"sql(
CREATE TABLE audit_chain(
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  at_micros INTEGER NOT NULL,
  identity TEXT NOT NULL,
  end_user TEXT NOT NULL,
  role TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  before_digest BLOB NOT NULL,
  after_digest BLOB NOT NULL,
  outcome TEXT NOT NULL,
  request_id TEXT NOT NULL);
CREATE TRIGGER audit_chain_stays BEFORE UPDATE ON audit_chain
  BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER audit_chain_kept BEFORE DELETE ON audit_chain
  BEGIN SELECT RAISE(ABORT, 'append only'); END;
)sql";

absl::StatusOr<AuditHead> SelectHead(Database& database) {
  const absl::StatusOr<int64_t> last = SelectLastOrdinal(database);
  if (!last.ok()) return last.status();
  AuditHead head;
  const absl::Status status =
      Select(database, "SELECT hash, at_micros FROM audit_chain ORDER BY ordinal DESC LIMIT 1",
             [&](const Statement& row) {
               head.hash = row.Text(0);
               head.at = absl::FromUnixMicros(row.Integer(1));
             });
  if (!status.ok()) return status;
  // Rows that were cut off the end leave a gap for ever.
  head.ordinal = *last;
  return head;
}

}  // namespace

absl::Status CreateAuditTable(Database& database) { return database.Execute(kSchema); }

absl::StatusOr<AuditRow> InsertAudit(Database& database, const AuditEntry& entry, absl::Time now) {
  const absl::StatusOr<AuditHead> head = SelectHead(database);
  if (!head.ok()) return head.status();
  AuditRow row = NextAuditRow(*head, entry, now);
  const Caller& caller = entry.caller;
  const absl::Status status =
      Insert(database, "INSERT INTO audit_chain VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             row.ordinal, Blob{row.prev_hash}, Blob{row.hash}, absl::ToUnixMicros(row.at),
             caller.identity, caller.end_user, caller.role, entry.action, entry.object,
             Blob{entry.before_digest}, Blob{entry.after_digest}, entry.outcome, caller.request_id);
  if (!status.ok()) return status;
  return row;
}

absl::StatusOr<std::optional<AuditRow>> RecordAudit(Database& database, const AuditEntry& entry,
                                                    absl::Time now) {
  if (absl::Status status = PassFailpoint(Failpoint::kRecordBegin); !status.ok()) return status;
  absl::StatusOr<AuditRow> row = InsertAudit(database, entry, now);
  if (!row.ok()) return row.status();
  if (absl::Status status = PassFailpoint(Failpoint::kRecordAudit); !status.ok()) return status;
  return *std::move(row);
}

absl::Status InsertMigrationMark(Database& database, absl::Time now) {
  return InsertAudit(database,
                     {.caller = {.identity = "local"},
                      .action = kMigrateStore,
                      .object = "schema 1 to 2",
                      .outcome = "chained"},
                     now)
      .status();
}

absl::StatusOr<std::vector<AuditRow>> SelectAudit(Database& database, int64_t after_ordinal,
                                                  int limit) {
  std::vector<AuditRow> rows;
  const absl::Status status = Select(
      database, "SELECT * FROM audit_chain WHERE ordinal > ? ORDER BY ordinal LIMIT ?",
      [&](const Statement& row) {
        rows.push_back({.ordinal = row.Integer(0),
                        .prev_hash = row.Text(1),
                        .hash = row.Text(2),
                        .at = absl::FromUnixMicros(row.Integer(3)),
                        .entry = {.caller = {.identity = row.Text(4),
                                             .request_id = row.Text(12),
                                             .role = row.Text(6),
                                             .end_user = row.Text(5)},
                                  .action = row.Text(7),
                                  .object = row.Text(8),
                                  .before_digest = row.Text(9),
                                  .after_digest = row.Text(10),
                                  .outcome = row.Text(11)}});
      },
      after_ordinal, int64_t{limit});
  if (!status.ok()) return status;
  return rows;
}

absl::StatusOr<int64_t> SelectLastOrdinal(Database& database) {
  return database.QueryInteger("SELECT seq FROM sqlite_sequence WHERE name = 'audit_chain'");
}

}  // namespace peerage::store
