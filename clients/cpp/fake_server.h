// What the fake servers have in common: an address within this machine.
#pragma once

#include <grpcpp/impl/service_type.h>
#include <grpcpp/server.h>

#include <memory>
#include <string>
#include <vector>

#include "clients/cpp/channel.h"
#include "clients/cpp/fake_method.h"
#include "peerage/operations/v1/operations_service.grpc.pb.h"

namespace peerage::client {

// Listens on a free port of 127.0.0.1, without TLS, from its construction on, and
// ends with its destruction. Several at once are several replicas. Safe from any
// thread.
class FakeServer {
 public:
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;

  // 127.0.0.1:PORT, for code under test that connects by itself.
  const std::string& address() const { return address_; }
  // For code under test that is given its connection.
  Connection connection() const;

  // As if the process had been killed: its calls break, and nobody listens there
  // any more.
  void Stop();

  // Every server has it.
  FakeMethod<operations::v1::GetStatusRequest, operations::v1::GetStatusResponse> get_status{
      "GetStatus"};

 protected:
  FakeServer() = default;
  // A class that adds methods stops before they are gone.
  ~FakeServer() = default;

  // Serves these, and GetStatus.
  void Start(std::vector<std::unique_ptr<grpc::Service>> services);

 private:
  std::string address_;
  std::vector<std::unique_ptr<grpc::Service>> services_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace peerage::client
