// Which period a paper shows (docs/domain.md B7).
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "services/core/month.h"

namespace peerage::core {

// The greatest of `period_ends` (oldest first) that is at most
// `reporting_month - available_after_months` and comparable: the subject and at
// least the minimum of its group have values. Nullopt when there is none.
std::optional<Month> LatestComparable(const std::vector<Month>& period_ends, Month reporting_month,
                                      int available_after_months,
                                      const std::function<bool(Month)>& comparable);

}  // namespace peerage::core
