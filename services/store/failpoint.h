// Named places where a test can make a fault happen, in every build:
//
//   PEERAGE_FAILPOINT=commit-release:kill        die there
//   PEERAGE_FAILPOINT=report-built:error:3       fail there the third time
//   PEERAGE_FAILPOINT=a:delay=200,b:kill         several
//
// Actions: kill (SIGKILL to this process, which no handler sees), error (the
// place fails with UNAVAILABLE), delay=MS (at most 60,000). With a count from 1
// the action happens at that pass only, without one at every pass. Unarmed, a
// place costs one read of an atomic. A server refuses to serve an address that
// is not loopback while the variable is set.
#pragma once

#include <atomic>
#include <string_view>

#include "absl/status/status.h"

namespace peerage::store {

// The places, in the order in which work passes them.
enum class Failpoint {
  // An import.
  kImportHeader,    // its header is checked
  kImportReceived,  // its bytes are there
  kImportRead,      // its figures are checked; the store comes next
  kImportAnswer,    // the answer is about to be sent
  // A release's transaction.
  kCommitBegin,
  kCommitRelease,  // the release's row is written
  kCommitContent,  // and its chunks and scopes
  kCommitKey,      // and the key with its answer
  kCommitAudit,    // and the audit row
  kCommitDone,     // it is durable and nobody knows yet
  // A report.
  kReportAsked,  // ranking has answered
  kReportBuilt,
  kReportAnswer,
  // A report's transaction.
  kArchiveBegin,
  kArchiveReport,
  kArchiveKey,
  kArchiveAudit,
  kArchiveDone,
  // A row for what changes nothing.
  kRecordBegin,
  kRecordAudit,
  kRecordDone,
  // A store of an older schema.
  kMigrateBegin,
  kMigrateTables,
  kMigrateRows,
  kMigrateDone,
};

// Reads what PEERAGE_FAILPOINT holds; empty arms nothing. INVALID_ARGUMENT for
// an unknown name, action or number. Once, at the start of main, before other
// threads run.
absl::Status ArmFailpoints(std::string_view value);

namespace internal {
extern std::atomic<bool> failpoints_armed;
absl::Status Pass(Failpoint failpoint);
}  // namespace internal

// Passes a place: OK, or the error that was asked for. Safe from any thread.
inline absl::Status PassFailpoint(Failpoint failpoint) {
  if (!internal::failpoints_armed.load(std::memory_order_relaxed)) return absl::OkStatus();
  return internal::Pass(failpoint);
}

}  // namespace peerage::store
