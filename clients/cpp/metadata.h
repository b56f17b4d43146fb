// Texts that travel beside a request. Not part of the library's face.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "clients/cpp/call_options.h"

namespace peerage::client {

// INVALID_ARGUMENT unless `text` is at most 512 printable characters of ASCII:
// gRPC ends the process over anything else. `what` is named in the message.
absl::Status CheckMetadata(const std::string& what, const std::string& text);

// The same of all texts of a call.
absl::Status CheckMetadata(const CallOptions& options);

}  // namespace peerage::client
