// From absl::Status, which rooms return, to grpc::Status, which the wire
// carries.
#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace peerage::runtime {

// The same canonical code and message, with the payloads as a google.rpc.Status
// in the call's error details. Promises: OK stays OK; the wire never sees
// UNKNOWN (an unknown fault is INTERNAL); an error always carries an ErrorInfo,
// whose reason is the code's name when the status had none; a message of more
// than 1 KiB is cut between characters.
grpc::Status ToGrpcStatus(const absl::Status& status);

}  // namespace peerage::runtime
