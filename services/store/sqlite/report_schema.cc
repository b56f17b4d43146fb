#include "services/store/sqlite/report_schema.h"

#include <array>
#include <string>

#include "services/store/failpoint.h"
#include "services/store/report_archive.h"
#include "services/store/sqlite/audit_table.h"
#include "services/store/sqlite/query.h"

namespace peerage::store {
namespace {

absl::Status ChainOldReports(Database& database, absl::Time now) {
  if (absl::Status status = PassFailpoint(Failpoint::kMigrateBegin); !status.ok()) return status;
  if (absl::Status status = CreateAuditTable(database); !status.ok()) return status;
  if (absl::Status status = PassFailpoint(Failpoint::kMigrateTables); !status.ok()) return status;
  absl::Status inserted;
  bool any = false;
  absl::Status status = Select(
      database,
      "SELECT report.id, report.bytes, report.created_at_ms, idem.identity FROM report"
      " JOIN idem ON idem.report_ordinal = report.ordinal ORDER BY report.ordinal",
      [&](const Statement& row) {
        any = true;
        if (!inserted.ok()) return;
        const AuditEntry entry = CreateEntry(row.Text(0), row.Text(1), {.identity = row.Text(3)});
        inserted = InsertAudit(database, entry, absl::FromUnixMillis(row.Integer(2))).status();
      });
  if (status.ok()) status = inserted;
  if (status.ok() && any) status = InsertMigrationMark(database, now);
  return status.ok() ? PassFailpoint(Failpoint::kMigrateRows) : status;
}

}  // namespace

absl::Status EnsureReportSchema(Database& database, absl::Time now) {
  const std::array<Database::SchemaStep, kReportSchemaVersion> steps = {
      [](Database& file) { return file.Execute(kReportSchema1); },
      [now](Database& file) { return ChainOldReports(file, now); }};
  absl::Status status = database.EnsureSchema(steps);
  return status.ok() ? PassFailpoint(Failpoint::kMigrateDone) : status;
}

}  // namespace peerage::store
