// What every write carries so that it may be sent again.
#pragma once

#include <string_view>

namespace peerage::runtime {

// The rule in words, to follow a field's name.
inline constexpr char kIdempotencyKeyRule[] =
    "must be 16 to 64 letters, digits, dots, hyphens or underscores; choose one a write";

// Whether a caller's key keeps the rule: 16 to 64 of [A-Za-z0-9._-].
bool IsIdempotencyKey(std::string_view key);

}  // namespace peerage::runtime
