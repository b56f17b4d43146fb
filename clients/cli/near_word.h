// What a mistyped word may have meant.
#pragma once

#include <string>
#include <vector>

namespace peerage::cli {

// The nearest of `words`: a third of its letters may be wrong, missing, too many
// or in their neighbour's place. Empty when none is near.
std::string NearWord(const std::string& word, const std::vector<std::string>& words);

}  // namespace peerage::cli
