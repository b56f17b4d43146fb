#include "clients/cpp/status.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace peerage::client {
namespace {

constexpr char kOutcomeUnknown[] = "OUTCOME_UNKNOWN";
constexpr char kKeyName[] = "idempotency_key";

// The payload of one detail type; the default message when there is none.
template <class Detail>
Detail DetailOf(const absl::Status& status) {
  Detail detail;
  const auto payload =
      status.GetPayload("type.googleapis.com/" + std::string(Detail::descriptor()->full_name()));
  if (payload && !detail.ParseFromString(static_cast<std::string>(*payload))) detail.Clear();
  return detail;
}

}  // namespace

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status converted(static_cast<absl::StatusCode>(status.error_code()),
                         status.error_message());
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return converted;
  for (const auto& detail : details.details()) {
    converted.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return converted;
}

std::string ErrorReason(const absl::Status& status) {
  return DetailOf<google::rpc::ErrorInfo>(status).reason();
}

absl::Status OutcomeUnknown(const absl::Status& lost, const std::string& idempotency_key) {
  absl::Status unknown(
      lost.code(),
      absl::StrCat("the answer was lost, so whether the request was carried out is unknown (",
                   lost.message(), "); the same request with the key ", idempotency_key,
                   " finds out, and does nothing twice"));
  google::rpc::ErrorInfo info;
  info.set_reason(kOutcomeUnknown);
  info.set_domain("peerage");
  (*info.mutable_metadata())[kKeyName] = idempotency_key;
  unknown.SetPayload("type.googleapis.com/google.rpc.ErrorInfo",
                     absl::Cord(info.SerializeAsString()));
  return unknown;
}

std::string UnsettledKey(const absl::Status& status) {
  const auto info = DetailOf<google::rpc::ErrorInfo>(status);
  if (info.reason() != kOutcomeUnknown) return "";
  const auto key = info.metadata().find(kKeyName);
  return key == info.metadata().end() ? "" : key->second;
}

std::vector<FieldViolation> FieldViolations(const absl::Status& status) {
  std::vector<FieldViolation> violations;
  const auto detail = DetailOf<google::rpc::BadRequest>(status);
  for (const auto& violation : detail.field_violations()) {
    violations.push_back({violation.field(), violation.description()});
  }
  return violations;
}

}  // namespace peerage::client
