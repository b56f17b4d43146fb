#include "services/runtime/status.h"

#include <functional>
#include <map>
#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace peerage::runtime {
namespace {

constexpr size_t kMaxMessageBytes = 1024;
constexpr char kErrorInfoUrl[] = "type.googleapis.com/google.rpc.ErrorInfo";

std::string MessageOf(const absl::Status& status) {
  std::string message(status.message());
  if (message.size() <= kMaxMessageBytes) return message;
  size_t end = kMaxMessageBytes - 3;
  while (end > 0 && (static_cast<unsigned char>(message[end]) & 0xC0) == 0x80) --end;
  return message.substr(0, end) + "...";
}

void AddDefaultInfo(absl::StatusCode code, google::rpc::Status& details) {
  google::rpc::ErrorInfo info;
  info.set_reason(absl::StatusCodeToString(code));
  info.set_domain("peerage");
  details.add_details()->PackFrom(info);
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  absl::StatusCode code = status.code();
  if (code == absl::StatusCode::kUnknown) code = absl::StatusCode::kInternal;
  const std::string message = MessageOf(status);

  google::rpc::Status details;
  details.set_code(static_cast<int>(code));
  details.set_message(message);
  if (!status.GetPayload(kErrorInfoUrl)) AddDefaultInfo(code, details);
  // Payloads come in no order; the same error is to be the same bytes.
  std::map<std::string, std::string, std::greater<>> payloads;
  status.ForEachPayload([&](absl::string_view type_url, const absl::Cord& payload) {
    payloads.emplace(static_cast<std::string>(type_url), static_cast<std::string>(payload));
  });
  for (const auto& [type_url, payload] : payloads) {
    auto* detail = details.add_details();
    detail->set_type_url(type_url);
    detail->set_value(payload);
  }
  return grpc::Status(static_cast<grpc::StatusCode>(code), message, details.SerializeAsString());
}

}  // namespace peerage::runtime
