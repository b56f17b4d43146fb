#include "services/runtime/operations_service.h"

#include <utility>

#include "services/runtime/unary.h"

namespace peerage::runtime {

OperationsService::OperationsService(Entrance& entrance, StatusSource fill)
    : entrance_(entrance), fill_(std::move(fill)) {}

grpc::ServerUnaryReactor* OperationsService::GetStatus(
    grpc::CallbackServerContext* context, const operations::v1::GetStatusRequest* request,
    operations::v1::GetStatusResponse* response) {
  return HandleInline<operations::v1::GetStatusRequest, operations::v1::GetStatusResponse>(
      entrance_, context, "GetStatus", request, response, [this](Call&, const auto&, auto& status) {
        fill_(status);
        return absl::OkStatus();
      });
}

}  // namespace peerage::runtime
