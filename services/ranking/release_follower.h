// Keeps the snapshot up with ingestion's release log.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <thread>

#include "clients/cpp/cancellation.h"
#include "clients/cpp/ingestion_client.h"
#include "services/ranking/kept_snapshot.h"
#include "services/ranking/metrics.h"
#include "services/ranking/release_assembler.h"
#include "services/ranking/snapshot_holder.h"

namespace peerage::ranking {

// Told whenever the replica begins or ceases to have answers.
using ReadyWatcher = std::function<void(bool ready)>;

// What a replica does that starts while ingestion is away. By default it waits.
struct LonelyStart {
  // Where a snapshot may lie (kept_snapshot.h); null: nowhere.
  cache::ByteCache* cache = nullptr;
  // How long after its start such a snapshot is shown although ingestion was not
  // heard; every answer then says that it is stale.
  std::chrono::milliseconds serve_stale_after = std::chrono::seconds(30);
};

// One thread that follows from the snapshot's release, folds each whole release
// and swaps. When the stream breaks it comes back, after 0.1 s at first and 2 s at
// most, from the last release it has; readers keep the snapshot meanwhile. When
// ingestion says that its log is another one, the snapshot is forgotten and
// folded from the beginning: no answer is made of two logs. (An ingestion of the
// first release compares no ids; it only says when it has fewer releases.)
class ReleaseFollower {
 public:
  // All are borrowed and outlive the follower. `ready` may be null; it is called
  // from the follower's thread.
  ReleaseFollower(const client::IngestionClient& ingestion, SnapshotHolder& holder,
                  Metrics& metrics, ReadyWatcher ready, LonelyStart lonely = {});
  // Ends the stream and joins.
  ~ReleaseFollower();

  ReleaseFollower(const ReleaseFollower&) = delete;
  ReleaseFollower& operator=(const ReleaseFollower&) = delete;

 private:
  void Run();
  // One stream from the present release until it breaks.
  absl::Status FollowOnce();
  absl::Status Take(const ingestion::v1::FollowReleasesResponse& step);
  absl::Status Commit(const IncomingRelease& release);
  // What the end of a stream means for the snapshot.
  void Consider(const absl::Status& ended);
  // Waits before the next stream, unless the service is ending.
  void Pause(std::chrono::milliseconds pause);
  void Restore();
  void ReportReady();

  const client::IngestionClient& ingestion_;
  SnapshotHolder& holder_;
  Metrics& metrics_;
  const ReadyWatcher ready_;
  const LonelyStart lonely_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  client::Cancellation cancellation_;
  // The follower's thread: whether the present stream has delivered anything, and
  // what was told last.
  bool heard_ = false;
  bool told_ready_ = false;
  ReleaseAssembler assembler_;
  std::thread thread_;
};

}  // namespace peerage::ranking
