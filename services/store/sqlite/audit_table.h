// The audit chain as a table, the same in every store. Each function runs on
// the connection it is given; the caller has its mutex and its transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/store/audit_log.h"
#include "services/store/sqlite/database.h"

namespace peerage::store {

absl::Status CreateAuditTable(Database& database);

// Adds the next row and returns it.
absl::StatusOr<AuditRow> InsertAudit(Database& database, const AuditEntry& entry, absl::Time now);

// Adds a row for something that changes nothing else, in a transaction of its
// own (Writer::Work).
absl::StatusOr<std::optional<AuditRow>> RecordAudit(Database& database, const AuditEntry& entry,
                                                    absl::Time now);

// The row of kMigrateStore.
absl::Status InsertMigrationMark(Database& database, absl::Time now);

absl::StatusOr<std::vector<AuditRow>> SelectAudit(Database& database, int64_t after_ordinal,
                                                  int limit);
// The highest ordinal ever given, as SQLite keeps it beside the table.
absl::StatusOr<int64_t> SelectLastOrdinal(Database& database);

}  // namespace peerage::store
