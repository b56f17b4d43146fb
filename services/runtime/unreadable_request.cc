#include "services/runtime/unreadable_request.h"

#include <grpcpp/support/interceptor.h>
#include <grpcpp/support/server_interceptor.h>

#include <memory>
#include <utility>
#include <vector>

#include "services/runtime/error.h"
#include "services/runtime/status.h"

namespace peerage::runtime {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::InterceptorBatchMethods;
using grpc::experimental::ServerRpcInfo;

// Handlers say why they fail: a status without a word is gRPC's own. Of a
// unary call it is UNIMPLEMENTED, of a stream INTERNAL.
bool IsUnreadable(const grpc::Status& status) {
  return status.error_message().empty() &&
         (status.error_code() == grpc::StatusCode::UNIMPLEMENTED ||
          status.error_code() == grpc::StatusCode::INTERNAL);
}

class Interceptor final : public grpc::experimental::Interceptor {
 public:
  explicit Interceptor(RpcMetrics& metrics) : metrics_(metrics) {}

  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS) &&
        IsUnreadable(methods->GetSendStatus())) {
      methods->ModifySendStatus(ToGrpcStatus(
          Error(absl::StatusCode::kInvalidArgument, Reason::kUnreadableRequest,
                "the request's bytes are not the message that the method takes; make them from "
                "our protos, and send text as UTF-8")));
      metrics_.CountRefusal(Reason::kUnreadableRequest);
    }
    methods->Proceed();
  }

 private:
  RpcMetrics& metrics_;
};

class Factory final : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  explicit Factory(RpcMetrics& metrics) : metrics_(metrics) {}

  grpc::experimental::Interceptor* CreateServerInterceptor(ServerRpcInfo* info) override {
    // What no service has comes as a stream both ways, which none of ours is; it
    // stays UNIMPLEMENTED.
    return info->type() == ServerRpcInfo::Type::BIDI_STREAMING ? nullptr
                                                               : new Interceptor(metrics_);
  }

 private:
  RpcMetrics& metrics_;
};

}  // namespace

void NameUnreadableRequests(grpc::ServerBuilder& builder, RpcMetrics& metrics) {
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> factories;
  factories.push_back(std::make_unique<Factory>(metrics));
  builder.experimental().SetInterceptorCreators(std::move(factories));
}

}  // namespace peerage::runtime
