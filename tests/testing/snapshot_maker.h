// Makes ranking's snapshots from a few lines, the way the follower does: one
// release after the other.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/core/reference.h"
#include "services/ranking/snapshot_fold.h"

namespace peerage::testing {

// A force's figure; nullopt is MISSING.
using ForceFigure = std::pair<std::string, std::optional<int64_t>>;

inline core::ScopeFigures MakeScope(core::Month end, const std::vector<ForceFigure>& figures) {
  core::ScopeFigures scope{.period_end = end};
  for (const auto& [force, figure] : figures) {
    scope.observations.push_back(
        {.area_id = force,
         .status = figure ? core::ObservationStatus::kFinal : core::ObservationStatus::kMissing,
         .value = figure.value_or(0)});
  }
  return scope;
}

inline std::vector<ranking::IncomingRun> MakeIncoming(const std::vector<core::SeriesRun>& runs) {
  std::vector<ranking::IncomingRun> incoming;
  for (const core::SeriesRun& run : runs)
    incoming.push_back(ranking::MakeIncoming(core::Pack(run)));
  return incoming;
}

class SnapshotMaker {
 public:
  // Each is one release; the maker stops the test when a fold fails.
  SnapshotMaker& Declare(const core::DatasetReference& reference) {
    return Release({.dataset_id = reference.dataset_id, .reference = reference});
  }
  SnapshotMaker& Store(const std::string& dataset_id, const std::vector<core::SeriesRun>& runs) {
    return Release({.dataset_id = dataset_id, .runs = MakeIncoming(runs)});
  }

  std::shared_ptr<const ranking::Snapshot> Make() const { return snapshot_; }

 private:
  SnapshotMaker& Release(ranking::IncomingRelease release) {
    release.seq = snapshot_->seq + 1;
    release.id = "r-" + std::to_string(release.seq);
    release.known_at = absl::UnixEpoch() + absl::Hours(24 * release.seq);
    snapshot_ = ranking::Fold(*snapshot_, release).value();
    return *this;
  }

  std::shared_ptr<const ranking::Snapshot> snapshot_ = std::make_shared<ranking::Snapshot>();
};

}  // namespace peerage::testing
