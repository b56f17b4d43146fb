// What a caller is told whose bytes are not the message that the method takes:
// gRPC itself would say UNIMPLEMENTED or INTERNAL, and nothing more.
#pragma once

#include <grpcpp/server_builder.h>

#include "services/runtime/rpc_metrics.h"

namespace peerage::runtime {

// From then on such calls end with INVALID_ARGUMENT (UNREADABLE_REQUEST) and are
// counted as refusals. No handler and no guard sees them: nothing was read. The
// metrics are borrowed and outlive the server.
void NameUnreadableRequests(grpc::ServerBuilder& builder, RpcMetrics& metrics);

}  // namespace peerage::runtime
