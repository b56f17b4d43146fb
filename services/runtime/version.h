// The version that the programs say they are: the project's.
#pragma once

#include <string>

namespace peerage::runtime {

// "0.2.0".
std::string Version();

}  // namespace peerage::runtime
