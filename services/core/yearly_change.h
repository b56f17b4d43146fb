// The change over the year of every force of a comparison (docs/domain.md B6):
// the same window twelve months earlier, on the same population.
#pragma once

#include <optional>
#include <vector>

#include "services/core/figure.h"
#include "services/core/reference.h"

namespace peerage::core {

// One change a force, in the comparison's order; unset where either value is
// missing.
//   Rates: the numerator's change in per cent; also unset where the earlier
//   numerator is zero or negative, of which no per cent can be taken.
//   Everything else: present value minus earlier value, in the measure's unit.
// `earlier` has the same forces as `present`.
std::vector<std::optional<Number>> YearlyChanges(const Comparison& present,
                                                 const Comparison& earlier, const Measure& measure);

// In how many forces the numerator rose, of those with both values.
struct Risen {
  int rose_in = 0;
  int of = 0;
};
Risen CountRisen(const Comparison& present, const Comparison& earlier);

}  // namespace peerage::core
