// What the clients of this library share: one call to one service. Not part of
// the library's face.
#pragma once

#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <string>

#include "absl/status/statusor.h"
#include "clients/cpp/channel.h"

namespace peerage::client {

// The service that a client speaks to, for messages.
struct Service {
  // "ranking", "ingestion", "reporting".
  std::string name;
  std::string address;
};

// Deadline and request id.
void Prepare(grpc::ClientContext& context, const CallOptions& options);

// Tells `options.freshness` what came with the end of the call.
void NoteFreshness(const grpc::ClientContext& context, const CallOptions& options);

// FromGrpcStatus, and where no service answered a sentence that says which one
// was wanted where, and what to do.
absl::Status Explain(const grpc::Status& status, const Service& service);

// One unary call through `method` of a generated StubInterface.
template <class Stub, class Request, class Response>
absl::StatusOr<Response> CallUnary(Stub& stub, const Service& service,
                                   grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                                const Request&, Response*),
                                   const Request& request, const CallOptions& options) {
  grpc::ClientContext context;
  Prepare(context, options);
  Response response;
  const grpc::Status status = (stub.*method)(&context, request, &response);
  NoteFreshness(context, options);
  if (!status.ok()) return Explain(status, service);
  return response;
}

}  // namespace peerage::client
