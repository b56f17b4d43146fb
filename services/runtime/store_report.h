// What a service with a store says about it: a line for each audit row, and the
// last line when its disk has failed.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "services/runtime/logging.h"

namespace peerage::runtime {

// The exit code of a process whose disk has failed (EX_IOERR): its supervisor
// starts it anew.
inline constexpr int kExitStorageFault = 74;

// The line of an audit row, of a type that has the fields of the store's
// AuditRow. The end user's name and the digests stay in the store; ordinal and
// hash are the witness of the chain outside of its file.
template <class Row>
void LogAudit(const Row& row) {
  LogInfo("audit", {{LogKey::kOrdinal, int64_t{row.ordinal}},
                    {LogKey::kHash, absl::BytesToHexString(row.hash)},
                    {LogKey::kIdentity, row.entry.caller.identity},
                    {LogKey::kRole, row.entry.caller.role},
                    {LogKey::kAction, row.entry.action},
                    {LogKey::kObject, row.entry.object},
                    {LogKey::kOutcome, row.entry.outcome},
                    {LogKey::kRequestId, row.entry.caller.request_id}});
}

// Says that the disk has failed and ends the process at once, with no further
// write and no fsync: whatever was acknowledged is durable, and the next process
// reads what else is. Calls in flight end with UNAVAILABLE at their callers.
void ExitOnStorageFault(const absl::Status& status);

// What PEERAGE_FAILPOINT holds; empty when it is not set.
std::string EnvironmentFailpoints();

}  // namespace peerage::runtime
