#include "services/runtime/guard.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "peerage/operations/v1/operations_service.grpc.pb.h"
#include "peerage/ranking/v1/ranking_service.pb.h"
#include "peerage/reporting/v1/reporting_service.pb.h"
#include "services/runtime/entrance.h"
#include "services/runtime/error.h"
#include "services/runtime/server.h"

namespace peerage::runtime {
namespace {

using ::testing::HasSubstr;

constexpr char kKent[] = "spiffe://peerage.example/force/kent/perf-hub";
constexpr char kPolicy[] =
    "version: 1\n"
    "restricted_datasets: [secret]\n"
    "callers:\n"
    "- {identity: 'spiffe://peerage.example/force/kent/*', roles: [author], forces: [kent]}\n";

std::shared_ptr<const Policy> SomePolicy() { return Policy::Parse(kPolicy).value(); }

MethodRule RuleOf(const std::string& service, const std::string& method) {
  const std::vector<MethodRule> rules = RulesOf(service).value();
  for (const MethodRule& rule : rules) {
    if (rule.name == method) return rule;
  }
  return {};
}

TEST(Guard, LetsTheLocalCallerDoEverything) {
  const Guard guard([] { return nullptr; });
  const auto rights = guard.RightsOf("local");
  ASSERT_TRUE(rights.ok());
  EXPECT_TRUE((*rights)->MayUseDataset("secret"));
  EXPECT_TRUE((*rights)->MayActFor("kent"));
}

TEST(Guard, DeniesWhoeverNoPolicyNames) {
  const Guard without([] { return nullptr; });
  EXPECT_EQ(without.RightsOf(kKent).status().code(), absl::StatusCode::kPermissionDenied);
  const Guard with(SomePolicy);
  EXPECT_TRUE(with.RightsOf(kKent).ok());
  const auto stranger = with.RightsOf("spiffe://peerage.example/force/essex/x");
  EXPECT_EQ(stranger.status().code(), absl::StatusCode::kPermissionDenied);
}

TEST(Guard, RightsOutliveTheirPolicy) {
  std::shared_ptr<const Policy> policy = SomePolicy();
  const Guard guard([&] { return policy; });
  const auto rights = guard.RightsOf(kKent);
  policy = nullptr;
  ASSERT_TRUE(rights.ok());
  EXPECT_TRUE((*rights)->MayActFor("kent"));
}

TEST(Guard, ARestrictedDatasetIsNotFoundInTheWordsOfOneThatIsNotThere) {
  const Guard guard(SomePolicy);
  const auto rights = guard.RightsOf(kKent).value();
  const MethodRule rule = RuleOf("peerage.reporting.v1.ReportingService", "CreateReport");
  reporting::v1::CreateReportRequest request;
  request.set_force_id("kent");
  request.set_dataset_id("secret");
  const absl::Status status = Guard::Check(kKent, *rights, rule, &request);
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), UnknownDataset("secret").message());
}

TEST(Guard, AnAuthorWritesForItsOwnForceAlone) {
  const Guard guard(SomePolicy);
  const auto rights = guard.RightsOf(kKent).value();
  const MethodRule rule = RuleOf("peerage.reporting.v1.ReportingService", "CreateReport");
  reporting::v1::CreateReportRequest request;
  request.set_dataset_id("open-data");
  request.set_force_id("kent");
  EXPECT_TRUE(Guard::Check(kKent, *rights, rule, &request).ok());
  request.set_force_id("essex");
  const absl::Status status = Guard::Check(kKent, *rights, rule, &request);
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(std::string(status.message()), HasSubstr("does not act for the force 'essex'"));
}

// A server on loopback with a policy, asked for its status.
class Loopback : public ::testing::Test {
 protected:
  Loopback() {
    path_ = std::filesystem::path(::testing::TempDir()) / "guard_policy.yaml";
    std::ofstream(path_) << kPolicy;
    entrance_ = Entrance::Open({.policy_file = path_}, {}).value();
    server_ = Server::Start({}, *entrance_, {}).value();
    stub_ = operations::v1::OperationsService::NewStub(
        grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials()));
  }

  grpc::Status AskAs(const std::string& identity) {
    grpc::ClientContext context;
    if (!identity.empty()) context.AddMetadata("x-peerage-as", identity);
    operations::v1::GetStatusResponse response;
    return stub_->GetStatus(&context, {}, &response);
  }

  std::filesystem::path path_;
  std::unique_ptr<Entrance> entrance_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<operations::v1::OperationsService::Stub> stub_;
};

TEST_F(Loopback, TakesWhoTheCallerSaysItIs) {
  EXPECT_TRUE(AskAs("").ok());
  EXPECT_TRUE(AskAs(kKent).ok());
  EXPECT_EQ(AskAs("spiffe://peerage.example/force/essex/x").error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
}

TEST_F(Loopback, NobodyCanSayThatItIsLocal) {
  EXPECT_EQ(AskAs("local").error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

}  // namespace
}  // namespace peerage::runtime
