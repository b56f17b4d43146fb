#include "services/core/rolling_window.h"

namespace peerage::core {

std::vector<Month> TilingPeriods(Period window, int stored_months) {
  if (stored_months < 1 || window.months % stored_months != 0) return {};
  std::vector<Month> ends;
  for (int back = window.months - stored_months; back >= 0; back -= stored_months) {
    ends.push_back(window.end - back);
  }
  return ends;
}

Count Sum(const Count& a, const Count& b) {
  if (!HasValue(a.status)) return a;
  if (!HasValue(b.status)) return b;
  Count sum;
  if (__builtin_add_overflow(a.value, b.value, &sum.value)) return Count{};
  const bool provisional =
      a.status == ObservationStatus::kProvisional || b.status == ObservationStatus::kProvisional;
  sum.status = provisional ? ObservationStatus::kProvisional : ObservationStatus::kFinal;
  return sum;
}

}  // namespace peerage::core
