#include "services/core/yearly_change.h"

#include <cmath>

namespace peerage::core {
namespace {

std::optional<Number> PercentChange(const Fraction& present, const Fraction& earlier) {
  if (earlier.numerator <= 0) return std::nullopt;
  const int64_t change = present.numerator - earlier.numerator;
  return Scaled(Number(static_cast<double>(change)), 100, earlier.numerator);
}

}  // namespace

std::vector<std::optional<Number>> YearlyChanges(const Comparison& present,
                                                 const Comparison& earlier,
                                                 const Measure& measure) {
  std::vector<std::optional<Number>> changes(present.figures.size());
  for (size_t i = 0; i < changes.size(); ++i) {
    const auto& now = present.figures[i].fraction;
    const auto& then = earlier.figures[i].fraction;
    if (!now || !then) continue;
    if (IsRate(measure.kind)) {
      changes[i] = PercentChange(*now, *then);
    } else {
      changes[i] = present.ValueAt(i) - earlier.ValueAt(i);
    }
  }
  return changes;
}

Risen CountRisen(const Comparison& present, const Comparison& earlier) {
  Risen risen;
  for (size_t i = 0; i < present.figures.size(); ++i) {
    const auto& now = present.figures[i].fraction;
    const auto& then = earlier.figures[i].fraction;
    if (!now || !then) continue;
    ++risen.of;
    if (now->numerator > then->numerator) ++risen.rose_in;
  }
  return risen;
}

}  // namespace peerage::core
