#include "services/core/latest.h"

namespace peerage::core {

std::optional<Month> LatestComparable(const std::vector<Month>& period_ends, Month reporting_month,
                                      int available_after_months,
                                      const std::function<bool(Month)>& comparable) {
  const Month newest = reporting_month - available_after_months;
  for (auto end = period_ends.rbegin(); end != period_ends.rend(); ++end) {
    if (*end <= newest && comparable(*end)) return *end;
  }
  return std::nullopt;
}

}  // namespace peerage::core
