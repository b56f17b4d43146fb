// What a fuzz target says is always so.
#pragma once

#include <cstdlib>
#include <iostream>
#include <string_view>

namespace peerage::fuzz {

// Ends the process, as a sanitizer would, unless `holds`.
inline void Demand(bool holds, std::string_view what) {
  if (holds) return;
  std::cerr << "not so: " << what << std::endl;
  std::abort();
}

}  // namespace peerage::fuzz
