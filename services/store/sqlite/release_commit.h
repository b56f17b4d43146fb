// One commit of the release log: steps 1 to 4 of ReleaseLog::Commit, inside a
// transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/store/release_log.h"
#include "services/store/sqlite/database.h"

namespace peerage::store {

// Used once, by one thread; what it is given outlives it.
class ReleaseCommit {
 public:
  ReleaseCommit(const ReleaseDraft& draft, const IdempotencyKey& key,
                const ReleaseLog::MakeAnswer& make_answer, const Clock& clock)
      : draft_(draft), key_(key), make_answer_(make_answer), clock_(clock) {}

  // Writes everything and gives the audit row, or nothing for a replay.
  absl::StatusOr<std::optional<AuditRow>> Run(Database& database);

  // After OK.
  const std::string& answer() const { return answer_; }
  // The new release; 0 when there is none.
  int64_t new_seq() const { return new_seq_; }

 private:
  // The release that the draft becomes, or the one that holds its content.
  absl::StatusOr<Committed> Release(Database& database, const DatasetState& state,
                                    absl::Time known_at);
  absl::StatusOr<AuditRow> Audit(Database& database, const DatasetState& state,
                                 const Committed& committed, absl::Time now);

  const ReleaseDraft& draft_;
  const IdempotencyKey& key_;
  const ReleaseLog::MakeAnswer& make_answer_;
  const Clock& clock_;
  std::string answer_;
  int64_t new_seq_ = 0;
};

}  // namespace peerage::store
