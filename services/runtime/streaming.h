// The one adaptor of streaming methods (synchronous API: the handler holds one
// of gRPC's threads while the stream lasts).
//
//   grpc::Status FollowReleases(grpc::ServerContext* context, ...) override {
//     return HandleStreaming(entrance_, context, "FollowReleases", request,
//                            [&](Call& call) { return Follow(call, *request, *writer); });
//   }
#pragma once

#include <google/protobuf/message.h>
#include <grpcpp/server_context.h>

#include <functional>

#include "absl/status/status.h"
#include "services/runtime/call.h"

namespace peerage::runtime {

// Runs `handler` and maps its status. `request` is null for a stream of
// requests, whose handler checks the dataset (Call::CheckDataset). A stream has
// the caller's deadline or none; a handler that may last ends when its reader or
// writer fails, and when the server drains (Server::draining).
inline grpc::Status HandleStreaming(Entrance& entrance, grpc::ServerContext* context,
                                    const char* method, const google::protobuf::Message* request,
                                    const std::function<absl::Status(Call&)>& handler) {
  CallFrame frame(entrance, *context, method, CallLimit::kStream);
  const absl::Status entered = frame.Enter(request);
  return entered.ok() ? frame.Run(handler) : frame.Refuse(entered);
}

}  // namespace peerage::runtime
