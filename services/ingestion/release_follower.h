// The release log as a stream: history, then live.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "services/store/release_log.h"

namespace peerage::ingestion {

class ReleaseFollower {
 public:
  // Sends one step; false when the reader has gone.
  using Send = std::function<bool(const v1::FollowReleasesResponse&)>;

  // Follows what comes after the release that `request` names. The log outlives it.
  ReleaseFollower(store::ReleaseLog& log, const v1::FollowReleasesRequest& request, Send send)
      : log_(log),
        last_(request.from_seq()),
        last_id_(request.from_release_id()),
        send_(std::move(send)) {}

  // Sends until `may_go_on`, asked at least every 200 ms, gives an error, which
  // is returned. A heartbeat follows the history at once, then comes every 5 s
  // without a release. Errors besides: INVALID_ARGUMENT, OUT_OF_RANGE and
  // FAILED_PRECONDITION (OTHER_LOG) about where to begin; CANCELLED when the
  // reader has gone; the log's.
  absl::Status Follow(const std::function<absl::Status()>& may_go_on);

 private:
  absl::Status CheckStart();
  absl::Status CheckId();
  absl::Status SendRelease(int64_t seq);
  absl::Status SendStep(const v1::FollowReleasesResponse& step);

  store::ReleaseLog& log_;
  int64_t last_;
  // The id that the release before the first one sent should have; or empty.
  const std::string last_id_;
  const Send send_;
  std::chrono::steady_clock::time_point sent_at_;
};

}  // namespace peerage::ingestion
