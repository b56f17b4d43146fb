// One release into a snapshot.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/core/observation.h"
#include "services/core/reference.h"
#include "services/ranking/snapshot.h"

namespace peerage::ranking {

// A whole release as it came off the stream.
struct IncomingRelease {
  int64_t seq = 0;
  std::string id;
  std::string dataset_id;
  absl::Time known_at;
  // Figures, or declarations.
  std::vector<core::SeriesRun> runs;
  std::optional<core::DatasetReference> reference;
};

// The snapshot after `release`: its scopes replaced, the sums over them derived
// again, everything else shared. Takes time proportional to the release and to
// the tables it touches.
// INTERNAL when the release is not the next in order, or a series changes its
// period length: the stream is not the log it claims to be.
absl::StatusOr<std::shared_ptr<const Snapshot>> Fold(const Snapshot& before,
                                                     const IncomingRelease& release);

}  // namespace peerage::ranking
