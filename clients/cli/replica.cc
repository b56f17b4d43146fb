#include "clients/cli/replica.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "clients/cpp/status.h"

namespace peerage::cli {
namespace {

// The sentence of the client library without what the row says already.
std::string WhyNoAnswer(const Replica& replica) {
  absl::string_view why = replica.answer.status().message();
  if (absl::ConsumePrefix(
          &why, absl::StrCat("the ", replica.service, " service at ", replica.address, " "))) {
    absl::ConsumePrefix(&why, "cannot be reached; ");
  }
  return absl::StrCat(why);
}

}  // namespace

ReplicaState StateOf(const Replica& replica) {
  if (!replica.answer.ok()) {
    // A service of ours gives a reason.
    return client::ErrorReason(replica.answer.status()).empty() ? ReplicaState::kUnreachable
                                                                : ReplicaState::kRefused;
  }
  if (replica.answer->service() != replica.service) return ReplicaState::kOtherService;
  if (replica.answer->draining()) return ReplicaState::kDraining;
  if (!replica.answer->ready()) return ReplicaState::kNotReady;
  return replica.answer->stale() ? ReplicaState::kStale : ReplicaState::kReady;
}

std::string StateWords(ReplicaState state) {
  switch (state) {
    case ReplicaState::kReady:
      return "ready";
    case ReplicaState::kStale:
      return "stale";
    case ReplicaState::kNotReady:
      return "not ready";
    case ReplicaState::kDraining:
      return "draining";
    case ReplicaState::kOtherService:
      return "another service";
    case ReplicaState::kRefused:
      return "refuses";
    case ReplicaState::kUnreachable:
      return "cannot be reached";
  }
  return "";
}

std::string StateName(ReplicaState state) {
  switch (state) {
    case ReplicaState::kReady:
      return "READY";
    case ReplicaState::kStale:
      return "STALE";
    case ReplicaState::kNotReady:
      return "NOT_READY";
    case ReplicaState::kDraining:
      return "DRAINING";
    case ReplicaState::kOtherService:
      return "OTHER_SERVICE";
    case ReplicaState::kRefused:
      return "REFUSED";
    case ReplicaState::kUnreachable:
      return "UNREACHABLE";
  }
  return "";
}

std::string ReplicaRemark(const Replica& replica) {
  if (!replica.answer.ok()) return WhyNoAnswer(replica);
  switch (StateOf(replica)) {
    case ReplicaState::kOtherService:
      return absl::StrCat("here listens ", replica.answer->service(), "; correct the address");
    case ReplicaState::kStale:
      return "has lost sight of ingestion: figures may be old";
    case ReplicaState::kNotReady:
      return "has not read ingestion's releases yet";
    default:
      return "";
  }
}

}  // namespace peerage::cli
