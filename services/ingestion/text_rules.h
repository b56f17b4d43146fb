// What text may consist of.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace peerage::ingestion {

// A byte that may not stand where it stands.
struct BadText {
  // Its place.
  size_t offset = 0;
  // The rule it breaks and what to do; literals.
  const char* rule = "";
  const char* what_to_do = "";
};

// The size of the UTF-8 character at the beginning of `bytes`, which is not
// empty; 0 when there is none.
size_t CharacterSize(std::string_view bytes);

// The first byte that is no UTF-8, a control character but tab and line ends, or the beginning of a
// character that does not show (zero-width, or one that changes the direction of writing) or of an
// accent apart from its letter. Two names that look alike must be alike.
std::optional<BadText> FindBadText(std::string_view bytes);

}  // namespace peerage::ingestion
