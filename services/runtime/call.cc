#include "services/runtime/call.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <exception>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "google/rpc/error_details.pb.h"
#include "services/runtime/error.h"
#include "services/runtime/logging.h"
#include "services/runtime/status.h"

namespace peerage::runtime {
namespace {

using std::chrono::system_clock;

constexpr char kRequestIdKey[] = "x-request-id";
constexpr std::chrono::seconds kDefaultDeadline{5};
constexpr std::chrono::seconds kLongestDeadline{30};

bool IsRequestId(const grpc::string_ref& text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
  });
}

std::string MakeRequestId() {
  thread_local std::mt19937_64 random(std::random_device{}());
  return absl::StrFormat("%016x", random());
}

std::string RequestIdOf(const grpc::ServerContextBase& context) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(kRequestIdKey);
  if (found == metadata.end() || !IsRequestId(found->second)) return MakeRequestId();
  return std::string(found->second.data(), found->second.size());
}

system_clock::time_point DeadlineOf(const grpc::ServerContextBase& context, CallLimit limit) {
  const system_clock::time_point given = context.deadline();
  if (limit == CallLimit::kStream) return given;
  const auto now = system_clock::now();
  if (given == system_clock::time_point::max()) return now + kDefaultDeadline;
  return std::min(given, now + kLongestDeadline);
}

std::string ReasonOf(const absl::Status& status) {
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo");
  google::rpc::ErrorInfo info;
  if (!payload || !info.ParseFromString(static_cast<std::string>(*payload))) return "";
  return info.reason();
}

absl::Status Concealed(const std::string& request_id) {
  return Error(absl::StatusCode::kInternal, Reason::kInternal,
               absl::StrCat("a fault on our side; tell the operators request ", request_id,
                            ", whose cause is in the service's log"),
               {{"request_id", request_id}});
}

}  // namespace

CallFrame::CallFrame(grpc::ServerContextBase& context, const char* method, CallLimit limit)
    : context_(context), method_(method), began_(std::chrono::steady_clock::now()) {
  call_.request_id = RequestIdOf(context);
  call_.deadline = DeadlineOf(context, limit);
}

grpc::Status CallFrame::Run(const std::function<absl::Status(Call&)>& handler) {
  if (system_clock::now() >= call_.deadline) {
    return Finish(Error(absl::StatusCode::kDeadlineExceeded, Reason::kDeadlineExceeded,
                        "the call's deadline passed before work on it began; try again, or allow "
                        "more time"));
  }
  if (context_.IsCancelled()) {
    return Finish(Error(absl::StatusCode::kCancelled, Reason::kCancelled, "the caller has gone"));
  }
  return Finish(Guarded(handler));
}

absl::Status CallFrame::Guarded(const std::function<absl::Status(Call&)>& handler) {
  try {
    return handler(call_);
  } catch (const std::exception& fault) {
    return absl::InternalError(fault.what());
  } catch (...) {
    return absl::InternalError("an exception of unknown type");
  }
}

grpc::Status CallFrame::Finish(absl::Status status) {
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began_;
  if (absl::IsInternal(status) || absl::IsUnknown(status)) {
    LogError("fault", {{LogKey::kMethod, std::string(method_)},
                       {LogKey::kRequestId, call_.request_id},
                       {LogKey::kDetail, absl::StrCat(status.message())}});
    status = Concealed(call_.request_id);
  }
  std::vector<LogField> fields = {{LogKey::kMethod, std::string(method_)},
                                  {LogKey::kCode, absl::StatusCodeToString(status.code())},
                                  {LogKey::kDurationMs, took.count()},
                                  {LogKey::kRequestId, call_.request_id}};
  if (!status.ok()) fields.push_back({LogKey::kReason, ReasonOf(status)});
  LogInfo("call", fields);
  context_.AddTrailingMetadata(kRequestIdKey, call_.request_id);
  for (const auto& [key, value] : call_.trailers) context_.AddTrailingMetadata(key, value);
  return ToGrpcStatus(status);
}

}  // namespace peerage::runtime
