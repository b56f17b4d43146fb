// What may be reached from other machines.
#pragma once

#include "absl/status/status.h"
#include "services/runtime/server_config.h"

namespace peerage::runtime {

// Whether the three listeners may be where the configuration puts them. Beyond
// loopback only with mutual TLS, which the plaintext listeners of health and
// metrics do not use: they then belong to a server whose data is guarded, and
// say nothing of it. INVALID_ARGUMENT: an address that is none; one beyond
// loopback without --tls-dir, or while PEERAGE_FAILPOINT is set; --tls-dir
// without --policy.
absl::Status CheckExposure(const ServerConfig& config);

}  // namespace peerage::runtime
