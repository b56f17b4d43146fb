// One scope's figures, one a force: made once, never changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "services/core/observation.h"
#include "services/core/rolling_window.h"

namespace peerage::ranking {

// Indexed by the dataset's area numbers (snapshot.h). An area that the plane
// does not reach had no row: MISSING.
struct Plane {
  std::vector<int64_t> values;
  std::vector<core::ObservationStatus> statuses;

  core::Count at(size_t area) const {
    if (area >= values.size()) return core::Count{};
    return core::Count{values[area], statuses[area]};
  }
};

}  // namespace peerage::ranking
