#include "clients/cpp/operations_client.h"

#include "clients/cpp/service_call.h"

namespace peerage::client {

using operations::v1::OperationsService;
using Stub = OperationsService::StubInterface;

OperationsClient::OperationsClient(const std::string& service, const Connection& connection)
    : service_{service, connection} {}

absl::StatusOr<operations::v1::GetStatusResponse> OperationsClient::GetStatus(
    const operations::v1::GetStatusRequest& request, const CallOptions& options) const {
  return CallUnary<OperationsService>(service_, &Stub::PrepareAsyncGetStatus, request, options);
}

}  // namespace peerage::client
