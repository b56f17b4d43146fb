#include "clients/cpp/fake_server.h"

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"

namespace peerage::client {
namespace {

class Operations final : public operations::v1::OperationsService::Service {
 public:
  explicit Operations(FakeServer& fake) : fake_(fake) {}

  grpc::Status GetStatus(grpc::ServerContext* context,
                         const operations::v1::GetStatusRequest* request,
                         operations::v1::GetStatusResponse* response) override {
    return fake_.get_status.Serve(*context, *request, *response);
  }

 private:
  FakeServer& fake_;
};

}  // namespace

Connection FakeServer::connection() const { return *Connect(address_); }

void FakeServer::Stop() { server_->Shutdown(std::chrono::system_clock::now()); }

void FakeServer::Start(std::vector<std::unique_ptr<grpc::Service>> services) {
  services_ = std::move(services);
  services_.push_back(std::make_unique<Operations>(*this));
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  for (const auto& service : services_) builder.RegisterService(service.get());
  server_ = builder.BuildAndStart();
  address_ = absl::StrCat("127.0.0.1:", port);
}

}  // namespace peerage::client
