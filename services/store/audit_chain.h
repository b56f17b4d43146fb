// How audit rows hang together, for every backend.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/store/audit_log.h"

namespace peerage::store {

// Where a chain has got to. As it stands: before the first row.
struct AuditHead {
  int64_t ordinal = 0;
  std::string hash = std::string(32, '\0');
  absl::Time at = absl::InfinitePast();
};

// The row that follows `head`.
AuditRow NextAuditRow(const AuditHead& head, const AuditEntry& entry, absl::Time now);
AuditHead HeadAt(const AuditRow& row);

// SHA-256 over prev_hash and every field of the row.
std::string AuditHash(const AuditRow& row);

// Follows the chain from its first row to its end and gives its head; `visit`
// sees every row. DATA_LOSS names the first row that was deleted, moved, edited
// or cut off the end.
absl::StatusOr<AuditHead> VerifyAudit(AuditLog& log,
                                      const std::function<void(const AuditRow&)>& visit);

// A chain in memory; the owner guards it.
class MemoryAudit {
 public:
  void Append(const AuditEntry& entry, absl::Time now);
  std::vector<AuditRow> Read(int64_t after_ordinal, int limit) const;
  int64_t last_ordinal() const { return static_cast<int64_t>(rows_.size()); }

 private:
  std::vector<AuditRow> rows_;
};

}  // namespace peerage::store
