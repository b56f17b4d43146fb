// Standard output, of which nothing may get lost unsaid.
#pragma once

#include <string_view>

namespace peerage::cli {

// Writes all of it at once. Returns the exit code: kFailed, with a sentence on
// stderr, when it could not be written; without one when nobody reads it any
// more (| head).
int Print(std::string_view text);

}  // namespace peerage::cli
