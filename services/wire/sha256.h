// SHA-256, the one digest of the project.
#pragma once

#include <string>
#include <string_view>

namespace peerage::wire {

// The digest of `bytes`, 32 raw bytes.
std::string Sha256(std::string_view bytes);

}  // namespace peerage::wire
