// Mutual TLS from a directory, for callers.
#pragma once

#include <grpcpp/security/credentials.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace peerage::client {

// Shows tls.crt with tls.key, and trusts servers that ca.crt vouches for and
// whose certificate names the host that was dialled. The files are looked at
// every second: a new pair counts for new connections. INVALID_ARGUMENT: a file
// that is missing or no PEM.
absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> TlsChannelCredentials(
    const std::string& directory);

}  // namespace peerage::client
