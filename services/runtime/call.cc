#include "services/runtime/call.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <exception>
#include <optional>
#include <random>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "google/rpc/error_details.pb.h"
#include "services/runtime/error.h"
#include "services/runtime/line_budget.h"
#include "services/runtime/logging.h"
#include "services/runtime/status.h"
#include "services/runtime/trace_context.h"

namespace peerage::runtime {
namespace {

using std::chrono::system_clock;

constexpr char kRequestIdKey[] = "x-request-id";
constexpr char kTraceKey[] = "traceparent";
constexpr char kEndUserKey[] = "x-end-user";
constexpr char kPushbackKey[] = "grpc-retry-pushback-ms";
// Long enough for a slice of tokens, or a place in a queue.
constexpr char kPushbackMs[] = "200";
constexpr std::chrono::seconds kDefaultDeadline{5};
constexpr std::chrono::seconds kLongestDeadline{30};

bool IsRequestId(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
  });
}

std::string MakeRequestId() {
  thread_local std::mt19937_64 random(std::random_device{}());
  return absl::StrFormat("%016x", random());
}

// The first value of that key; empty when there is none.
std::string_view MetadataOf(const grpc::ServerContextBase& context, const char* key) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(key);
  if (found == metadata.end()) return {};
  return {found->second.data(), found->second.size()};
}

std::string RequestIdOf(const grpc::ServerContextBase& context) {
  const std::string_view given = MetadataOf(context, kRequestIdKey);
  return IsRequestId(given) ? std::string(given) : MakeRequestId();
}

std::string EndUserOf(const grpc::ServerContextBase& context) {
  const std::string_view given = MetadataOf(context, kEndUserKey);
  const bool sound = given.size() <= 128 && std::all_of(given.begin(), given.end(), [](char c) {
                       return c >= ' ' && c <= '~';
                     });
  return sound ? std::string(given) : "";
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

absl::Status Call::CheckDataset(const std::string& dataset_id) const {
  return rights->MayUseDataset(dataset_id) ? absl::OkStatus() : UnknownDataset(dataset_id);
}

CallFrame::CallFrame(Entrance& entrance, grpc::ServerContextBase& context, const char* method,
                     CallLimit limit)
    : entrance_(entrance),
      context_(context),
      method_(method),
      gate_(entrance.Find(method)),
      began_(std::chrono::steady_clock::now()) {
  call_.request_id = RequestIdOf(context);
  call_.traceparent = ContinueTrace(MetadataOf(context, kTraceKey));
  call_.end_user = EndUserOf(context);
  call_.deadline = DeadlineOf(context, limit);
  if (gate_ != nullptr) gate_->metrics.running->Increment();
}

CallFrame::~CallFrame() {
  if (gate_ != nullptr) gate_->metrics.running->Decrement();
}

absl::Status CallFrame::Enter(const google::protobuf::Message* request) {
  // A handler whose method no rule was read for: a fault of ours, and closed.
  if (gate_ == nullptr) return absl::InternalError(absl::StrCat(method_, " has no rule"));
  auto identity = Guard::Identify(context_);
  if (!identity.ok()) {
    call_.identity.clear();
    return identity.status();
  }
  call_.identity = *std::move(identity);
  auto rights = entrance_.guard().RightsOf(call_.identity);
  if (!rights.ok()) return rights.status();
  call_.rights = *std::move(rights);
  absl::Status allowed = Guard::Check(call_.identity, *call_.rights, gate_->rule, request);
  if (!allowed.ok()) return allowed;
  return entrance_.admission().Enter(call_.identity, call_.rights->quota, place_);
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

grpc::Status CallFrame::Refuse(const absl::Status& status) { return Finish(status); }

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
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
  if (absl::IsInternal(status) || absl::IsUnknown(status)) {
    LogError("fault", {{LogKey::kMethod, std::string(method_)},
                       {LogKey::kRequestId, call_.request_id},
                       {LogKey::kDetail, absl::StrCat(status.message())}});
    status = Concealed(call_.request_id);
  }
  const std::string reason = status.ok() ? "" : ReasonOf(status);
  if (gate_ != nullptr) {
    entrance_.rpc_metrics().Count(gate_->metrics, status, reason, took.count());
  }
  LogCall(status, reason, took.count() * 1000);
  if (absl::IsResourceExhausted(status)) call_.AddTrailer(kPushbackKey, kPushbackMs);
  context_.AddTrailingMetadata(kRequestIdKey, call_.request_id);
  for (const auto& [key, value] : call_.trailers) context_.AddTrailingMetadata(key, value);
  place_ = Admission::Place();
  return ToGrpcStatus(status);
}

void CallFrame::LogCall(const absl::Status& status, const std::string& reason, double duration_ms) {
  static LineBudget successes(20);
  static LineBudget failures(40);
  LineBudget& budget = status.ok() ? successes : failures;
  const std::optional<int64_t> left_out = budget.Take();
  if (!left_out) {
    entrance_.rpc_metrics().log_lines_left_out.Increment();
    return;
  }
  std::vector<LogField> fields = {{LogKey::kMethod, std::string(method_)},
                                  {LogKey::kCode, absl::StatusCodeToString(status.code())},
                                  {LogKey::kDurationMs, duration_ms},
                                  {LogKey::kIdentity, call_.identity},
                                  {LogKey::kRequestId, call_.request_id},
                                  {LogKey::kTraceId, std::string(TraceIdOf(call_.traceparent))}};
  if (!status.ok()) fields.push_back({LogKey::kReason, reason});
  if (*left_out > 0) fields.push_back({LogKey::kLeftOut, *left_out});
  LogInfo("call", fields);
}

}  // namespace peerage::runtime
