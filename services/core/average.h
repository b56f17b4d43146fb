// The group's average (docs/domain.md B3; HMIC, "Crime and policing comparator -
// About the data": the sum of the rates divided by the number of forces, the
// compared force included).
#pragma once

#include <optional>

#include "services/core/figure.h"
#include "services/core/standing.h"

namespace peerage::core {

// The average for one subject. Members without a value take no part.
//   kMeanOfRates: sum of the values / their number.
//   kPooled: sum of numerators / sum of denominators x multiplier; nullopt when
//   the sums would leave 64 bits.
// With include_self false the subject is left out. nullopt when nothing is
// left to average.
std::optional<Number> GroupAverage(const Comparison& comparison, size_t subject,
                                   AverageMethod method, bool include_self);

// The pooled value of every member with a value: the national value.
std::optional<Number> PooledValue(const Comparison& comparison);
// The sums that PooledValue divides; nullopt without a member with a value, or
// when they would leave 64 bits.
std::optional<Fraction> PooledFraction(const Comparison& comparison);

}  // namespace peerage::core
