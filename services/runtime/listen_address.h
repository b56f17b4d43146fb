// HOST:PORT to listen on.
#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace peerage::runtime {

struct ListenAddress {
  std::string host;
  int port = 0;
  // Whether only this machine can reach it. Names may lead anywhere: only
  // addresses count, and the one name that is reserved.
  bool loopback = false;
};

// INVALID_ARGUMENT: not HOST:PORT with a port of 0 to 65535; `flag` is named.
absl::StatusOr<ListenAddress> ParseListenAddress(const std::string& flag, const std::string& text);

}  // namespace peerage::runtime
