// Positions by counting, never by sorting (docs/domain.md B2).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/core/figure.h"

namespace peerage::core {

// 1 + the number of members strictly better ("1224" ranking); nullopt when the
// subject has no value. Exact: never decided on displayed values.
std::optional<int> PositionOf(const Comparison& comparison, size_t subject);

// The other members with a value equal to the subject's, by id.
std::vector<std::string> TiedWith(const Comparison& comparison, size_t subject);

// The same counting for numbers that are not fractions of counts (changes over
// the year). Unset entries take no part.
std::optional<int> PositionOf(const std::vector<std::optional<Number>>& numbers, size_t subject,
                              Direction direction);

}  // namespace peerage::core
