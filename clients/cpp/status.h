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

// What a write ends with when its answer was lost: it may have been done or
// not. Keeps the code of `lost`, UNAVAILABLE for instance; the sentence says that
// the outcome is unknown and that the same request with the same key finds out
// and does nothing twice; the reason is OUTCOME_UNKNOWN.
absl::Status OutcomeUnknown(const absl::Status& lost, const std::string& idempotency_key);

// The key to repeat a write with whose outcome is unknown; empty for any other
// status. Without such a key a failure is a failure: nothing was done.
std::string UnsettledKey(const absl::Status& status);

// One field of the request and what is wrong with it.
struct FieldViolation {
  // Path in the request: "period.end_month", "reference.areas[3].id".
  std::string field;
  std::string description;
};

// The fields at fault, in the order of the service; empty when it named none.
std::vector<FieldViolation> FieldViolations(const absl::Status& status);

}  // namespace peerage::client
