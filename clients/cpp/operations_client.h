// How one server is: calls to the operations service, which every server serves.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "clients/cpp/channel.h"
#include "clients/cpp/service.h"
#include "peerage/operations/v1/operations_service.grpc.pb.h"

namespace peerage::client {

// Thin and typed. A server speaks for itself alone, so this wants a connection to
// one address: ConnectToEach in channel.h gives one for each. The methods'
// meanings and errors stand in operations_service.proto. Every method waits for
// its answer, and is safe from any thread.
class OperationsClient {
 public:
  // `service` is who should be there, "ranking" for instance; for messages.
  OperationsClient(const std::string& service, const Connection& connection);

  absl::StatusOr<operations::v1::GetStatusResponse> GetStatus(
      const operations::v1::GetStatusRequest& request, const CallOptions& options = {}) const;

 private:
  Service service_;
};

}  // namespace peerage::client
