// SHA-256, by which an upload is checked and named.
#pragma once

#include <string>
#include <string_view>

namespace peerage::client {

// The digest's 32 bytes.
std::string Sha256(std::string_view bytes);

}  // namespace peerage::client
