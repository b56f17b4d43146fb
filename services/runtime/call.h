// What every call has besides its request, and the frame around its handler.
#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"

namespace peerage::runtime {

// A handler's view of its call. Lives as long as the handler runs; used by one
// thread at a time.
struct Call {
  // Who calls. Every caller on a loopback listener is "local".
  std::string identity = "local";
  // The caller's `x-request-id` when it is 1 to 64 of [A-Za-z0-9._-], else one
  // made here. Goes back as trailing metadata and into the log.
  std::string request_id;
  // When the answer has become useless. For a unary call at most 30 s away.
  std::chrono::system_clock::time_point deadline;
  // What travels with the answer, see AddTrailer.
  std::vector<std::pair<std::string, std::string>> trailers;

  // Adds trailing metadata, sent with success and failure alike. The key is
  // lower case.
  void AddTrailer(std::string key, std::string value) {
    trailers.emplace_back(std::move(key), std::move(value));
  }
};

// How long a call may last.
enum class CallLimit {
  // No deadline given: 5 s; one further away than 30 s is cut to 30 s.
  kUnary,
  // The caller's own deadline, or none.
  kStream,
};

// The frame around one handler: deadline and request id on the way in; trailing
// metadata, status and log line on the way out. `unary.h` and `streaming.h` use
// it; services use those. The context outlives the frame.
class CallFrame {
 public:
  CallFrame(grpc::ServerContextBase& context, const char* method, CallLimit limit);

  Call& call() { return call_; }

  // Runs `handler` unless the deadline has passed or the caller has gone.
  // An exception becomes INTERNAL. What is INTERNAL is logged with its text and
  // told to the caller as a fixed sentence with the request id.
  grpc::Status Run(const std::function<absl::Status(Call&)>& handler);

  // Ends the call without running a handler, with the same log line.
  grpc::Status Refuse(const absl::Status& status) { return Finish(status); }

 private:
  absl::Status Guarded(const std::function<absl::Status(Call&)>& handler);
  grpc::Status Finish(absl::Status status);

  grpc::ServerContextBase& context_;
  const char* method_;
  std::chrono::steady_clock::time_point began_;
  Call call_;
};

}  // namespace peerage::runtime
