// Where a service is, as people write it.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace peerage::client {

struct Target {
  // What gRPC dials, always with a scheme: "dns:///ranking:7401".
  std::string dialled;
  // HOST:PORT each; one name may stand for many replicas. A path for unix:.
  std::vector<std::string> endpoints;
  // Whether every endpoint is on this machine.
  bool loopback = false;
};

// Understands HOST:PORT, several ADDRESS:PORT with commas between, and gRPC's
// own dns:, ipv4:, ipv6: and unix: targets. INVALID_ARGUMENT says what is wrong.
absl::StatusOr<Target> ParseTarget(const std::string& text);

// The host of HOST:PORT, without the brackets of an IPv6 address.
std::string HostOf(const std::string& endpoint);

// Whether a host is an address and no name.
bool IsNumeric(const std::string& host);

}  // namespace peerage::client
