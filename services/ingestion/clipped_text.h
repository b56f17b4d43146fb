// The beginning of a text, for messages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace peerage::ingestion {

// What a message shows of a value.
inline constexpr size_t kShownCharacters = 64;

// The first `characters` of a text, never a part of one. Bytes that are no UTF-8
// become question marks: messages travel as UTF-8.
std::string Clipped(std::string_view text, size_t characters = kShownCharacters);

}  // namespace peerage::ingestion
