// Sums of consecutive, disjoint stored periods (docs/domain.md B1). Derived,
// never stored.
#pragma once

#include <vector>

#include "services/core/month.h"
#include "services/core/observation.h"

namespace peerage::core {

// The period ends that exactly tile a window, oldest first: one, when a stored
// period is as long as the window. Empty when stored periods cannot tile it.
std::vector<Month> TilingPeriods(Period window, int stored_months);

// One force's figure in one stored or derived period.
struct Count {
  int64_t value = 0;
  ObservationStatus status = ObservationStatus::kMissing;
};

// The sum of the parts of a window or of several series: the first status that
// has no value wins (MISSING if any part is missing), PROVISIONAL if any part
// is. A sum that would leave 64 bits is MISSING.
Count Sum(const Count& a, const Count& b);

}  // namespace peerage::core
