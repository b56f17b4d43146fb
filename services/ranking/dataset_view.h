// One dataset as known at one seq: where a request finds its words.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/core/reference.h"
#include "services/ranking/snapshot.h"

namespace peerage::ranking {

// What was known when: nothing chosen means now.
struct AsOf {
  std::optional<int64_t> seq;
  // A day in Europe/London, "YYYY-MM-DD"; its end counts.
  std::optional<std::string> known_on;
};

// The seq that `as_of` means in `snapshot`.
// Errors: INVALID_ARGUMENT (no such day, a seq below 1); FAILED_PRECONDITION
// (BEHIND: a seq above the snapshot's; NOT_LOADED: nothing was known then).
absl::StatusOr<int64_t> ResolveAsOf(const Snapshot& snapshot, const AsOf& as_of);

// Keeps the snapshot alive; cheap to make. Everything it points to lives as
// long as it does.
class DatasetView {
 public:
  // Errors: NOT_FOUND (UNKNOWN_DATASET), with the known ids.
  static absl::StatusOr<DatasetView> Open(std::shared_ptr<const Snapshot> snapshot, int64_t seq,
                                          std::string_view dataset_id);

  // The same dataset as it was known at another seq of the same snapshot;
  // nothing when it was not declared then.
  std::optional<DatasetView> At(int64_t seq) const;
  // The day of release `seq` in Europe/London, "2019-04-25".
  std::string DayOf(int64_t seq) const;

  int64_t seq() const { return seq_; }
  const DatasetSnapshot& snapshot() const { return *dataset_; }
  const core::DatasetReference& reference() const { return *reference_; }

  // Errors: NOT_FOUND (UNKNOWN_FORCE), with the nearest name; areas that are no
  // forces are unknown here.
  absl::StatusOr<const core::Area*> FindForce(std::string_view force_id) const;
  // Whom a standing may be about: a force, or a nation, which has values and
  // never a position. Errors: those of FindForce.
  absl::StatusOr<const core::Area*> FindSubject(std::string_view area_id) const;
  // The ids of the measures in the dataset's order, each once.
  std::vector<std::string> MeasureIds() const;
  // The newest version of a measure. NOT_FOUND (UNKNOWN_MEASURE).
  absl::StatusOr<const core::Measure*> FindMeasure(std::string_view measure_id) const;
  // The version in force at a month; the first one before its own beginning.
  // The measure must exist.
  const core::Measure& MeasureAt(std::string_view measure_id, core::Month month) const;
  // Null when the dataset declares no such series.
  const core::Series* FindSeries(std::string_view series_id) const;
  const core::Area& AreaOf(std::string_view area_id) const;

  // The number of an area in planes; nullopt when no plane can hold it.
  std::optional<size_t> AreaNumber(const std::string& area_id) const;
  // The newest month of which any series but a population is loaded.
  std::optional<core::Month> NewestMonth() const;

 private:
  DatasetView() = default;

  std::shared_ptr<const Snapshot> owner_;
  const DatasetSnapshot* dataset_ = nullptr;
  const core::DatasetReference* reference_ = nullptr;
  int64_t seq_ = 0;
};

}  // namespace peerage::ranking
