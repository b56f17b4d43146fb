#include "services/store/sqlite/release_schema.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "services/store/failpoint.h"
#include "services/store/release_draft.h"
#include "services/store/sqlite/audit_table.h"
#include "services/store/sqlite/query.h"

namespace peerage::store {
namespace {

struct OldRow {
  absl::Time at;
  AuditEntry entry;
};

absl::StatusOr<std::vector<OldRow>> SelectOldRows(Database& database) {
  std::vector<OldRow> rows;
  const absl::Status status = Select(
      database,
      "SELECT a.at_micros, a.identity, a.action, r.id, a.content_digest, a.request_id"
      " FROM audit a JOIN release r ON r.seq = a.seq ORDER BY a.number",
      [&](const Statement& row) {
        rows.push_back({absl::FromUnixMicros(row.Integer(0)),
                        {.caller = {.identity = row.Text(1), .request_id = row.Text(5)},
                         .action = kCommitRelease,
                         .object = row.Text(3),
                         .after_digest = row.Text(4),
                         .outcome = row.Text(2) == "release unchanged" ? kUnchanged : kCommitted}});
      });
  if (!status.ok()) return status;
  return rows;
}

absl::Status ChainOldRows(Database& database, absl::Time now) {
  if (absl::Status status = PassFailpoint(Failpoint::kMigrateBegin); !status.ok()) return status;
  if (absl::Status status = CreateAuditTable(database); !status.ok()) return status;
  if (absl::Status status = PassFailpoint(Failpoint::kMigrateTables); !status.ok()) return status;
  const absl::StatusOr<std::vector<OldRow>> rows = SelectOldRows(database);
  if (!rows.ok()) return rows.status();
  for (const OldRow& row : *rows) {
    absl::Status status = InsertAudit(database, row.entry, row.at).status();
    if (!status.ok()) return status;
  }
  if (!rows->empty()) {
    if (absl::Status status = InsertMigrationMark(database, now); !status.ok()) return status;
  }
  return PassFailpoint(Failpoint::kMigrateRows);
}

}  // namespace

absl::Status EnsureReleaseSchema(Database& database, absl::Time now) {
  const std::array<Database::SchemaStep, kReleaseSchemaVersion> steps = {
      [](Database& file) { return file.Execute(kReleaseSchema1); },
      [now](Database& file) { return ChainOldRows(file, now); },
      [](Database& file) { return file.Execute(kReleaseSchema3); }};
  absl::Status status = database.EnsureSchema(steps);
  return status.ok() ? PassFailpoint(Failpoint::kMigrateDone) : status;
}

}  // namespace peerage::store
