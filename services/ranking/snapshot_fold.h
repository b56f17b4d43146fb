// One release into a snapshot.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "services/ranking/incoming_release.h"
#include "services/ranking/snapshot.h"

namespace peerage::ranking {

// The snapshot after `release`: its scopes replaced, the sums over them derived
// again, everything else shared. Takes time proportional to the release and to
// the tables it touches.
// INTERNAL when the release is not the next in order, or a series changes its
// period length: the stream is not the log it claims to be.
absl::StatusOr<std::shared_ptr<const Snapshot>> Fold(const Snapshot& before,
                                                     const IncomingRelease& release);

}  // namespace peerage::ranking
