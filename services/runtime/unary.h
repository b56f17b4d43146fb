// The one adaptor of unary methods (callback API). A service's method is one
// line:
//
//   grpc::ServerUnaryReactor* GetStanding(grpc::CallbackServerContext* context,
//                                         const GetStandingRequest* request,
//                                         GetStandingResponse* response) override {
//     return HandleInline<GetStandingRequest, GetStandingResponse>(
//         entrance_, context, "GetStanding", request, response,
//         [this](Call& call, const auto& req, auto& resp) { return Stand(call, req, resp); });
//   }
//
// Inline: work of at most some 100 microseconds that never blocks, on gRPC's
// own thread. Queued: everything else, on the service's WorkQueue.
#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <functional>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "services/runtime/call.h"
#include "services/runtime/error.h"
#include "services/runtime/work_queue.h"

namespace peerage::runtime {

template <class Request, class Response>
using UnaryHandler = std::function<absl::Status(Call&, const Request&, Response&)>;

// Runs `handler` here and now. `method` is a literal: the method's name in the
// contract.
template <class Request, class Response>
grpc::ServerUnaryReactor* HandleInline(Entrance& entrance, grpc::CallbackServerContext* context,
                                       const char* method, const Request* request,
                                       Response* response,
                                       UnaryHandler<Request, Response> handler) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  CallFrame frame(entrance, *context, method, CallLimit::kUnary);
  const absl::Status entered = frame.Enter(request);
  reactor->Finish(entered.ok()
                      ? frame.Run([&](Call& call) { return handler(call, *request, *response); })
                      : frame.Refuse(entered));
  return reactor;
}

// Queues `handler` in the lane of the caller's class; a full lane is answered at
// once with RESOURCE_EXHAUSTED (OVERLOADED). The queue outlives the server. What
// `handler` captures must live until the queue is gone.
template <class Request, class Response>
grpc::ServerUnaryReactor* HandleQueued(Entrance& entrance, WorkQueue& queue,
                                       grpc::CallbackServerContext* context, const char* method,
                                       const Request* request, Response* response,
                                       UnaryHandler<Request, Response> handler) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  auto frame = std::make_shared<CallFrame>(entrance, *context, method, CallLimit::kUnary);
  if (const absl::Status entered = frame->Enter(request); !entered.ok()) {
    reactor->Finish(frame->Refuse(entered));
    return reactor;
  }
  const bool taken = queue.Submit(
      [=, handler = std::move(handler)]() mutable {
        const grpc::Status status =
            frame->Run([&](Call& call) { return handler(call, *request, *response); });
        // Once the answer is out the server may end, and the entrance with it.
        frame.reset();
        reactor->Finish(status);
      },
      frame->call().rights->call_class);
  if (!taken) {
    reactor->Finish(frame->Refuse(Error(absl::StatusCode::kResourceExhausted, Reason::kOverloaded,
                                        "too much is waiting already; try again shortly")));
  }
  return reactor;
}

}  // namespace peerage::runtime
