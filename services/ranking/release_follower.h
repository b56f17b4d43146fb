// Keeps the snapshot up with ingestion's release log.
#pragma once

#include <functional>
#include <thread>

#include "clients/cpp/cancellation.h"
#include "clients/cpp/ingestion_client.h"
#include "services/ranking/metrics.h"
#include "services/ranking/snapshot_fold.h"
#include "services/ranking/snapshot_holder.h"

namespace peerage::ranking {

// One thread that follows from the snapshot's seq, folds each whole release and
// swaps. When the stream breaks it comes back, after 0.1 s at first and 5 s at
// most, from the last release it has; readers keep the snapshot meanwhile.
class ReleaseFollower {
 public:
  // All are borrowed and outlive the follower. `on_caught_up` is called once,
  // from the follower's thread.
  ReleaseFollower(const client::IngestionClient& ingestion, SnapshotHolder& holder,
                  Metrics& metrics, std::function<void()> on_caught_up);
  // Ends the stream and joins.
  ~ReleaseFollower();

  ReleaseFollower(const ReleaseFollower&) = delete;
  ReleaseFollower& operator=(const ReleaseFollower&) = delete;

 private:
  void Run();
  // One stream from the present seq until it breaks.
  absl::Status FollowOnce();
  absl::Status Take(const ingestion::v1::FollowReleasesResponse& step);
  absl::Status Commit(const ingestion::v1::Release& release);
  void ReportCaughtUp();

  const client::IngestionClient& ingestion_;
  SnapshotHolder& holder_;
  Metrics& metrics_;
  std::function<void()> on_caught_up_;
  client::Cancellation cancellation_;
  // Whether the present stream has delivered anything; the follower's thread.
  bool heard_ = false;
  // What has come of the release that the next commit names.
  IncomingRelease pending_;
  std::thread thread_;
};

}  // namespace peerage::ranking
