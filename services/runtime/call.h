// What every call has besides its request, and the frame around its handler.
#pragma once

#include <google/protobuf/message.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "services/runtime/entrance.h"
#include "services/runtime/rights.h"

namespace peerage::runtime {

// A handler's view of its call. Lives as long as the handler runs; used by one
// thread at a time.
struct Call {
  // Who calls: the URI of the caller's certificate; "local" on a loopback
  // listener without TLS.
  std::string identity = "local";
  // What it may do. Never null in a handler.
  std::shared_ptr<const Rights> rights;
  // Whom the caller acts for, as it says in `x-end-user`: 1 to 128 printable
  // characters of ASCII, else empty. Text for audit rows; it gives no right.
  std::string end_user;
  // The caller's `x-request-id` when it is 1 to 64 of [A-Za-z0-9._-], else one
  // made here. Goes back as trailing metadata and into the log.
  std::string request_id;
  // The trace that this call is part of, to be passed on to other services.
  std::string traceparent;
  // When the answer has become useless. For a unary call at most 30 s away.
  std::chrono::system_clock::time_point deadline;
  // What travels with the answer, see AddTrailer.
  std::vector<std::pair<std::string, std::string>> trailers;

  // Adds trailing metadata, sent with success and failure alike. The key is
  // lower case.
  void AddTrailer(std::string key, std::string value) {
    trailers.emplace_back(std::move(key), std::move(value));
  }

  // For requests that name their dataset in a stream: NOT_FOUND, as for a
  // dataset that is not there, unless the caller may use it.
  absl::Status CheckDataset(const std::string& dataset_id) const;
};

// How long a call may last.
enum class CallLimit {
  // No deadline given: 5 s; one further away than 30 s is cut to 30 s.
  kUnary,
  // The caller's own deadline, or none.
  kStream,
};

// The frame around one handler: who calls and whether he may, deadline, request
// id and trace on the way in; trailing metadata, status, metrics and log line on
// the way out. `unary.h` and `streaming.h` use it; services use those. Context
// and entrance outlive the frame.
class CallFrame {
 public:
  CallFrame(Entrance& entrance, grpc::ServerContextBase& context, const char* method,
            CallLimit limit);
  ~CallFrame();
  CallFrame(const CallFrame&) = delete;
  CallFrame& operator=(const CallFrame&) = delete;

  Call& call() { return call_; }

  // Lets the call in, before it waits anywhere: guard, then quota. Anything but
  // OK goes to Refuse. `request` is null for a stream of requests.
  absl::Status Enter(const google::protobuf::Message* request);

  // Runs `handler`, once Enter said OK, unless the deadline has passed or the
  // caller has gone. An exception becomes INTERNAL. What is INTERNAL is logged
  // with its text and told to the caller as a fixed sentence with the request
  // id.
  grpc::Status Run(const std::function<absl::Status(Call&)>& handler);

  // Ends the call without running a handler, with the same log line.
  // RESOURCE_EXHAUSTED carries `grpc-retry-pushback-ms`.
  grpc::Status Refuse(const absl::Status& status);

 private:
  absl::Status Guarded(const std::function<absl::Status(Call&)>& handler);
  grpc::Status Finish(absl::Status status);
  void LogCall(const absl::Status& status, const std::string& reason, double duration_ms);

  Entrance& entrance_;
  grpc::ServerContextBase& context_;
  const char* method_;
  const Gate* gate_;
  std::chrono::steady_clock::time_point began_;
  Call call_;
  Admission::Place place_;
};

}  // namespace peerage::runtime
