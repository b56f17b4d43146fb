// What a failed call says, for programs.
//
// Every client of this library returns absl::Status: the canonical code tells
// what to do (fix the request, change the state first, try again, give up), the
// message is a sentence for people, and these functions read the details that a
// Peerage service sends along. Never parse a message.
#pragma once

#include <grpcpp/support/status.h>

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace peerage::client {

// The same code and message; the call's google.rpc.Status details become
// payloads under their type URLs. Details that cannot be read are dropped.
absl::Status FromGrpcStatus(const grpc::Status& status);

// The reason, for example "UNKNOWN_FORCE" (docs/api.md lists them); empty when
// the status carries none, as when no service answered.
std::string ErrorReason(const absl::Status& status);

// One field of the request and what is wrong with it.
struct FieldViolation {
  // Path in the request: "period.end_month", "reference.areas[3].id".
  std::string field;
  std::string description;
};

// The fields at fault, in the order of the service; empty when it named none.
std::vector<FieldViolation> FieldViolations(const absl::Status& status);

}  // namespace peerage::client
