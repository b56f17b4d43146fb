// How many documents a YAML text holds: YAML::Load reads the first, and is
// silent about the rest.
#pragma once

#include <string>

namespace peerage::runtime {

// True when a second document begins in `text`, or something that belongs to
// none. Throws what yaml-cpp throws.
bool HoldsMoreThanOneDocument(const std::string& text);

}  // namespace peerage::runtime
