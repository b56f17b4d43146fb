// From the text of --redis to what a socket takes.
#pragma once

#include <chrono>
#include <string>

#include "absl/status/statusor.h"

namespace peerage::cache {

// Either a path or an address.
struct RedisHost {
  std::string unix_path;
  // "10.0.0.7", "::1".
  std::string numeric_host;
  int port = 0;
};

// Reads HOST:PORT or unix:PATH and looks a name up, which may take until
// `deadline`: a resolver that hangs is left behind on a thread of its own.
// INVALID_ARGUMENT (neither form), DEADLINE_EXCEEDED, UNAVAILABLE (no such
// name).
absl::StatusOr<RedisHost> ResolveRedisHost(const std::string& address,
                                           std::chrono::steady_clock::time_point deadline);

}  // namespace peerage::cache
