// What the programs say they are.
#pragma once

#include <string>

namespace peerage::runtime {

// The project's version, "0.2.0".
std::string Version();

// Sixteen hexadecimal digits of the SHA-256 of the running program's file: two
// builds that differ have two, whatever their versions say.
std::string ProgramDigest();

}  // namespace peerage::runtime
