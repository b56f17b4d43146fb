// Mutual TLS from a directory with tls.crt, tls.key and ca.crt (PEM), as
// Kubernetes mounts a Secret. The files are looked at every second: new
// connections use what is there then, connections that are open go on. Replace
// all three at once (a directory that is swapped), for a key without its
// certificate fails every handshake.
#pragma once

#include <grpcpp/security/server_credentials.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace peerage::runtime {

// Every caller must show a certificate that the CAs of ca.crt signed and that is
// in force. INVALID_ARGUMENT: a file is missing or is not PEM; the key is not
// the certificate's; the certificate has ended.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> TlsServerCredentials(
    const std::string& directory);

// When the directory's own certificate ends. INVALID_ARGUMENT: as above.
absl::StatusOr<absl::Time> CertificateEnd(const std::string& directory);

}  // namespace peerage::runtime
