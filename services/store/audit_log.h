// The audit: who did what to which object, one row a change, append-only.
//
// Rows are a chain: each holds the hash of the one before, and its own hash
// over all its fields. Deleting, reordering or editing a row breaks the chain
// at that row (audit_chain.h). The hashes need no key, so whoever can rewrite
// the whole file can rewrite the chain from any row on; the log line of each
// row, which names its ordinal and hash, is the witness outside the file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace peerage::store {

// The present time; comes in through the constructor of a backend.
using Clock = std::function<absl::Time()>;

// Who acts.
struct Caller {
  std::string identity;
  std::string request_id;
  // What let the caller in; empty on a loopback listener.
  std::string role;
  // For whom the caller says it acts. Text for the audit; it gives no rights.
  std::string end_user;
};

// What a row says; the log adds ordinal, time and hashes.
struct AuditEntry {
  Caller caller;
  // "commit release", "create report", "read report" ...
  std::string action;
  // The id of what was acted on.
  std::string object;
  // The object's digest before and after; empty where there was none.
  std::string before_digest;
  std::string after_digest;
  // "committed", "unchanged", "read" ...
  std::string outcome;
};

// The action of the row that says: those before it were chained when a store of
// version 1 was opened, out of what that store held.
inline constexpr char kMigrateStore[] = "migrate store";

struct AuditRow {
  // 1, 2, 3 ... without gaps.
  int64_t ordinal = 0;
  // The hash of the row before; 32 zeros for the first.
  std::string prev_hash;
  std::string hash;
  // In whole microseconds; never falls.
  absl::Time at;
  AuditEntry entry;
};

// Safe from any thread. Errors: UNAVAILABLE, RESOURCE_EXHAUSTED.
class AuditLog {
 public:
  virtual ~AuditLog() = default;

  // Adds a row for something that changes nothing in this store: a draft that
  // is read, a policy that is loaded. Durable when it returns OK; whoever reads
  // a draft answers only then.
  virtual absl::Status Record(const AuditEntry& entry) = 0;

  // At most `limit` rows above `after_ordinal`, in order.
  virtual absl::StatusOr<std::vector<AuditRow>> ReadAudit(int64_t after_ordinal, int limit) = 0;

  // The highest ordinal ever given, kept apart from the rows: when it is above
  // the last row's, rows were cut off the end.
  virtual absl::StatusOr<int64_t> LastAuditOrdinal() = 0;

  // What the backend can find wrong with its own storage: DATA_LOSS.
  virtual absl::Status CheckStorage() = 0;
};

}  // namespace peerage::store
