// The one adaptor of streaming methods (synchronous API: the handler holds one
// of gRPC's threads while the stream lasts).
//
//   grpc::Status FollowReleases(grpc::ServerContext* context, ...) override {
//     return HandleStreaming(context, "FollowReleases",
//                            [&](Call& call) { return Follow(call, *request, *writer); });
//   }
#pragma once

#include <grpcpp/server_context.h>

#include <functional>

#include "absl/status/status.h"
#include "services/runtime/call.h"

namespace peerage::runtime {

// Runs `handler` and maps its status. A stream has the caller's deadline or
// none; a handler that may last ends when its reader or writer fails, and when
// the server drains (Server::draining).
inline grpc::Status HandleStreaming(grpc::ServerContext* context, const char* method,
                                    const std::function<absl::Status(Call&)>& handler) {
  return CallFrame(*context, method, CallLimit::kStream).Run(handler);
}

}  // namespace peerage::runtime
