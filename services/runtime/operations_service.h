// OperationsService over gRPC: how this one process is.
#pragma once

#include <functional>
#include <string>

#include "peerage/operations/v1/operations_service.grpc.pb.h"
#include "services/runtime/entrance.h"

namespace peerage::runtime {

// Fills in what the server itself does not know: seq, age, staleness. Safe from
// any thread.
using StatusSource = std::function<void(operations::v1::GetStatusResponse&)>;

class OperationsService final : public operations::v1::OperationsService::CallbackService {
 public:
  // The entrance is borrowed. `fill` says the rest of each answer.
  OperationsService(Entrance& entrance, StatusSource fill);

  grpc::ServerUnaryReactor* GetStatus(grpc::CallbackServerContext* context,
                                      const operations::v1::GetStatusRequest* request,
                                      operations::v1::GetStatusResponse* response) override;

 private:
  Entrance& entrance_;
  const StatusSource fill_;
};

}  // namespace peerage::runtime
