// What the clients of this library share: one call to one service, with its
// retries. Not part of the library's face.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/support/async_unary_call.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cpp/random_key.h"
#include "clients/cpp/retry_policy.h"
#include "clients/cpp/service.h"

namespace peerage::client {

// How the attempts of one call are made.
struct Work {
  Patience patience = Patience::kThird;
  // The idempotency key of a write; empty: a read.
  std::string key;
};

// One attempt: through that channel, with that context.
struct AttemptFrame {
  std::shared_ptr<grpc::ChannelInterface> channel;
  grpc::ClientContext context;
  // When AwaitAnswer gives it up; beyond all time where the context's own
  // deadline ends it.
  std::chrono::system_clock::time_point give_up;
  // Whom it had reached when it was given up: gRPC forgets that after a deadline.
  std::string peer;
};
using Attempt = std::function<grpc::Status(AttemptFrame&)>;

// Makes attempts until one has an answer, the deadline passes or the policy says
// no. A write of which an attempt was lost, and no later one found out what
// became of it, ends as OutcomeUnknown (status.h).
absl::Status Perform(const Service& service, const Work& work, const CallOptions& options,
                     const Attempt& attempt);

// Adds the identity to claim and the texts of `options`. Sets no deadline.
void AddMetadata(grpc::ClientContext& context, const Connection& connection,
                 const CallOptions& options);

// FromGrpcStatus, and where no service answered a sentence that says which one
// was wanted where, and what to do.
absl::Status Explain(const grpc::Status& status, const Service& service);

// How `request` is to be made: the contract's field names say what it is.
template <class Request>
Work WorkOf(const Request& request) {
  if constexpr (requires { request.idempotency_key(); }) {
    return {.patience = Patience::kAll, .key = request.idempotency_key()};
  } else if constexpr (requires { request.min_seq(); }) {
    // The service waits for that release for as long as it is given.
    return {.patience = request.min_seq() > 0 ? Patience::kAll : Patience::kThird};
  } else {
    return {};
  }
}

// Waits for the only event of `queue`, which fills in `status`, and empties it.
void AwaitAnswer(grpc::CompletionQueue& queue, AttemptFrame& frame, grpc::Status& status);

// One unary call through `method` of Rpc's generated StubInterface. A write
// without an idempotency key gets one.
template <class Rpc, class Request, class Response>
absl::StatusOr<Response> CallUnary(
    const Service& service,
    std::unique_ptr<grpc::ClientAsyncResponseReaderInterface<Response>> (
        Rpc::StubInterface::*method)(grpc::ClientContext*, const Request&, grpc::CompletionQueue*),
    const Request& request, const CallOptions& options) {
  Request sent = request;
  if constexpr (requires { sent.set_idempotency_key(""); }) {
    if (sent.idempotency_key().empty()) sent.set_idempotency_key(RandomKey());
  }
  Response response;
  const auto attempt = [&](AttemptFrame& frame) {
    const auto stub = Rpc::NewStub(frame.channel);
    grpc::CompletionQueue queue;
    const auto reader = ((*stub).*method)(&frame.context, sent, &queue);
    reader->StartCall();
    grpc::Status status;
    reader->Finish(&response, &status, nullptr);
    AwaitAnswer(queue, frame, status);
    return status;
  };
  absl::Status done = Perform(service, WorkOf(sent), options, attempt);
  if (!done.ok()) return done;
  return response;
}

}  // namespace peerage::client
