// Keys that nobody else has.
#pragma once

#include <string>

namespace peerage::client {

// "run-" and 32 hexadecimal digits: good as an idempotency key and as a request
// id.
std::string RandomKey();

}  // namespace peerage::client
