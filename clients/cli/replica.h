// One process among those that serve Peerage, as `peerage status` found it.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "peerage/operations/v1/operations_service.pb.h"

namespace peerage::cli {

struct Replica {
  // Who should be there: "ingestion", "ranking" or "reporting".
  std::string service;
  // HOST:PORT; the target as it was given when no address was found behind it.
  std::string address;
  // What it said of itself, or why it said nothing.
  absl::StatusOr<operations::v1::GetStatusResponse> answer;
};

enum class ReplicaState {
  // It takes calls, and what it knows is new.
  kReady,
  // It answers from what it last heard of ingestion.
  kStale,
  // It does not take calls yet.
  kNotReady,
  // It is stopping.
  kDraining,
  // Another service listens there.
  kOtherService,
  // It is there and does not tell this caller.
  kRefused,
  // Nobody answered.
  kUnreachable,
};

// The gravest that is true of it.
ReplicaState StateOf(const Replica& replica);

// "ready", "cannot be reached" and so on.
std::string StateWords(ReplicaState state);
// "READY", "UNREACHABLE" and so on, for programs.
std::string StateName(ReplicaState state);

// Why it is not as it should be, and what to do; empty where the state says all.
std::string ReplicaRemark(const Replica& replica);

}  // namespace peerage::cli
