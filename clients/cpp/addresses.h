// The addresses behind a target. Not part of the library's face.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cpp/target.h"

namespace peerage::client {

// Each address that calls to `target` would take turns among, once, as
// ParseTarget understands it: listed ones as they are listed; those of a name as
// this machine's resolver knows them now, in the order of their text. Two stay
// as they are: a path, and localhost, which is one server at 127.0.0.1 or ::1.
// Waits for the resolver. UNAVAILABLE: the name has no address.
// INVALID_ARGUMENT: dns://SERVER/NAME, whose SERVER only gRPC can ask.
absl::StatusOr<std::vector<std::string>> AddressesOf(const Target& target);

}  // namespace peerage::client
