#include "clients/cpp/fake_method.h"

#include <thread>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace peerage::client {
namespace {

template <class Detail>
void Attach(absl::Status& status, const Detail& detail) {
  status.SetPayload(absl::StrCat("type.googleapis.com/", Detail::descriptor()->full_name()),
                    absl::Cord(detail.SerializeAsString()));
}

}  // namespace

absl::Status ServiceError(absl::StatusCode code, const std::string& reason,
                          const std::string& message,
                          const std::vector<FieldViolation>& violations) {
  absl::Status status(code, message);
  google::rpc::ErrorInfo info;
  info.set_domain("peerage");
  info.set_reason(reason);
  Attach(status, info);
  if (violations.empty()) return status;
  google::rpc::BadRequest fields;
  for (const FieldViolation& violation : violations) {
    auto* field = fields.add_field_violations();
    field->set_field(violation.field);
    field->set_description(violation.description);
  }
  Attach(status, fields);
  return status;
}

void FakeCalls::Fail(const absl::Status& status) {
  const std::lock_guard lock(mutex_);
  failure_ = status;
}

void FakeCalls::FailNext(int calls, const absl::Status& status) {
  const std::lock_guard lock(mutex_);
  next_failures_ = calls;
  next_failure_ = status;
}

void FakeCalls::Delay(std::chrono::milliseconds delay) {
  const std::lock_guard lock(mutex_);
  delay_ = delay;
}

void FakeCalls::SetTrailer(const std::string& key, const std::string& value) {
  const std::lock_guard lock(mutex_);
  trailers_[key] = value;
}

int FakeCalls::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

std::string FakeCalls::metadata(const std::string& key) const {
  const std::lock_guard lock(mutex_);
  const auto found = metadata_.find(key);
  return found == metadata_.end() ? "" : found->second;
}

grpc::Status FakeCalls::Arrive(grpc::ServerContext& context) {
  std::chrono::milliseconds delay{0};
  absl::Status outcome;
  {
    const std::lock_guard lock(mutex_);
    ++calls_;
    metadata_.clear();
    for (const auto& [key, value] : context.client_metadata()) {
      metadata_[{key.data(), key.size()}] = {value.data(), value.size()};
    }
    for (const auto& [key, value] : trailers_) context.AddTrailingMetadata(key, value);
    delay = delay_;
    outcome = failure_;
    if (next_failures_ > 0) {
      --next_failures_;
      outcome = next_failure_;
    }
  }
  AwaitDeparture(context, delay);
  return AsSent(outcome);
}

void FakeCalls::StopFailing() {
  const std::lock_guard lock(mutex_);
  failure_ = absl::OkStatus();
}

absl::Status FakeCalls::Untold() const {
  // With a reason, so that the message arrives as it is.
  return ServiceError(absl::StatusCode::kUnimplemented, "UNTOLD",
                      absl::StrCat("this fake was told no answer for ", name_,
                                   "; call Answer, AnswerBy or Fail first"));
}

grpc::Status FakeCalls::AsSent(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const std::string message = absl::StrCat(status.message());
  google::rpc::Status details;
  status.ForEachPayload([&](absl::string_view type_url, const absl::Cord& payload) {
    auto* detail = details.add_details();
    detail->set_type_url(absl::StrCat(type_url));
    detail->set_value(static_cast<std::string>(payload));
  });
  const auto code = static_cast<grpc::StatusCode>(status.code());
  // Without details it looks as gRPC's own errors do.
  if (details.details().empty()) return {code, message};
  details.set_code(static_cast<int>(code));
  details.set_message(message);
  return {code, message, details.SerializeAsString()};
}

void AwaitDeparture(grpc::ServerContext& context, std::chrono::milliseconds most) {
  const auto end = std::chrono::steady_clock::now() + most;
  // gRPC's synchronous servers wake nobody when a caller goes.
  while (std::chrono::steady_clock::now() < end && !context.IsCancelled()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

}  // namespace peerage::client
