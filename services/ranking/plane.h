// One scope's figures, one a force: made once, never changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

#include "services/core/observation.h"
#include "services/core/rolling_window.h"

namespace peerage::ranking {

// Figures by area number: the dataset's (snapshot.h), or, on their way into a
// snapshot, those of one run. An area that the plane does not reach had no row:
// MISSING.
//
// One block of memory, which copies share: four bytes a figure while all of a
// plane's fit, else eight, and one more for its status unless all are FINAL.
class Plane {
 public:
  // No figures.
  Plane() = default;
  // `counts[n]` is that of area n.
  explicit Plane(std::span<const core::Count> counts);

  // How many areas it reaches.
  size_t areas() const { return areas_; }
  // Whether every area has the same figure, however it is held.
  bool Equals(const Plane& other) const;
  core::Count at(size_t area) const {
    if (area >= areas_) return core::Count{};
    return core::Count{wide_ ? Read<int64_t>(area) : Read<int32_t>(area), StatusOf(area)};
  }

  // Whether values take eight bytes.
  bool wide() const { return wide_; }
  bool all_final() const { return all_final_; }
  // Of an area that it reaches.
  core::ObservationStatus StatusOf(size_t area) const {
    if (all_final_) return core::ObservationStatus::kFinal;
    return static_cast<core::ObservationStatus>(block_.get()[areas_ * ValueBytes() + area]);
  }
  // Adds each area's value to that of the same place, 0 where its status has
  // none. For a plane that is not wide; `sums` is at least as long.
  void AddNarrow(std::span<int64_t> sums) const {
    for (size_t area = 0; area < areas_; ++area) sums[area] += Read<int32_t>(area);
  }

 private:
  size_t ValueBytes() const { return wide_ ? sizeof(int64_t) : sizeof(int32_t); }
  template <typename Value>
  Value Read(size_t area) const {
    Value value;
    std::memcpy(&value, block_.get() + area * sizeof(Value), sizeof(Value));
    return value;
  }

  // Values, then statuses.
  std::shared_ptr<const std::byte[]> block_;
  uint32_t areas_ = 0;
  bool wide_ = false;
  bool all_final_ = true;
};

// Adds planes up, area by area, as core::Sum adds.
class PlaneSum {
 public:
  // In the order of the periods.
  void Add(const Plane& part);
  // All that was added.
  Plane Finish() const;

 private:
  void Reach(size_t areas);
  void AddNarrow(const Plane& part);

  std::vector<int64_t> values_;
  std::vector<core::ObservationStatus> statuses_;
  bool begun_ = false;
  // Whether a part was wide: from then on a sum may leave 64 bits.
  bool wide_ = false;
};

}  // namespace peerage::ranking
