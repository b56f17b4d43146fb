// From the steps of a stream to whole releases.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "services/ranking/incoming_release.h"

namespace peerage::ranking {

// Takes the steps in the order of a stream; each chunk is decoded and checked
// against its digest. For one thread.
class ReleaseAssembler {
 public:
  // The release that this step completes; nothing while it is not whole, for a
  // heartbeat, and for a step that this version does not know. INVALID_ARGUMENT:
  // bytes that are no chunk or no reference.
  absl::StatusOr<std::optional<IncomingRelease>> Take(
      const ingestion::v1::FollowReleasesResponse& step);

  // Forgets what has come of a release that is not whole.
  void Clear() { pending_ = IncomingRelease{}; }

 private:
  IncomingRelease pending_;
};

}  // namespace peerage::ranking
