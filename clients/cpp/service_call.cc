#include "clients/cpp/service_call.h"

#include <chrono>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "clients/cpp/status.h"

namespace peerage::client {

void Prepare(grpc::ClientContext& context, const CallOptions& options) {
  context.set_deadline(std::chrono::system_clock::now() + options.timeout);
  if (!options.request_id.empty()) context.AddMetadata("x-request-id", options.request_id);
}

void NoteFreshness(const grpc::ClientContext& context, const CallOptions& options) {
  if (options.freshness == nullptr) return;
  const auto& said = context.GetServerTrailingMetadata();
  const auto stale = said.find("peerage-stale");
  const auto age = said.find("peerage-snapshot-age-seconds");
  if (stale != said.end()) options.freshness->stale = stale->second == "true";
  int64_t seconds = 0;
  if (age != said.end() &&
      absl::SimpleAtoi(absl::string_view(age->second.data(), age->second.size()), &seconds)) {
    options.freshness->age = std::chrono::seconds(seconds);
  }
}

absl::Status Explain(const grpc::Status& status, const Service& service) {
  // Details mean that a service of ours wrote the message.
  if (!status.error_details().empty()) return FromGrpcStatus(status);
  const std::string whom = absl::StrCat("the ", service.name, " service at ", service.address);
  switch (status.error_code()) {
    case grpc::StatusCode::UNAVAILABLE:
      return absl::UnavailableError(absl::StrCat(
          whom, " cannot be reached; start it, or correct the address, and try again"));
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return absl::DeadlineExceededError(
          absl::StrCat(whom, " did not answer in time; try again, or allow more time"));
    case grpc::StatusCode::UNIMPLEMENTED:
      return absl::UnimplementedError(
          absl::StrCat(whom, " does not know this call; check that the address is that of the ",
                       service.name, " service, and that both are of one version"));
    default:
      return FromGrpcStatus(status);
  }
}

}  // namespace peerage::client
