#include "services/runtime/method_rule.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "peerage/ranking/v1/ranking_service.pb.h"

namespace peerage::runtime {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

MethodRule RuleOf(const std::string& service, const std::string& method) {
  const auto rules = RulesOf(service);
  EXPECT_TRUE(rules.ok()) << rules.status();
  for (const MethodRule& rule : *rules) {
    if (rule.name == method) return rule;
  }
  ADD_FAILURE() << "no method " << method;
  return {};
}

TEST(MethodRule, ComesFromTheContract) {
  const MethodRule rule = RuleOf("peerage.ranking.v1.RankingService", "GetStanding");
  EXPECT_EQ(rule.full_name, "peerage.ranking.v1.RankingService/GetStanding");
  EXPECT_EQ(rule.permission, access::v1::PERMISSION_READ_FIGURES);
}

TEST(MethodRule, KnowsTheWholeContract) {
  for (const char* service : {"catalog.v1.CatalogService", "ingestion.v1.IngestionService",
                              "operations.v1.OperationsService", "ranking.v1.RankingService",
                              "reporting.v1.ReportingService"}) {
    EXPECT_TRUE(RulesOf(absl::StrCat("peerage.", service)).ok()) << service;
  }
}

TEST(MethodRule, FindsTheDatasetWhereverTheRequestHasIt) {
  ranking::v1::GetStandingRequest request;
  const MethodRule rule = RuleOf("peerage.ranking.v1.RankingService", "GetStanding");
  EXPECT_EQ(TextAt(request, rule.dataset_path), "");
  ASSERT_FALSE(rule.dataset_path.empty());
  google::protobuf::TextFormat::ParseFromString(
      rule.dataset_path.size() == 1 ? "dataset_id: 'open-data'"
                                    : rule.dataset_path[0]->name() + " { dataset_id: 'open-data' }",
      &request);
  EXPECT_EQ(TextAt(request, rule.dataset_path), "open-data");
}

TEST(MethodRule, LeavesAStreamOfRequestsToItsHandler) {
  const MethodRule rule = RuleOf("peerage.ingestion.v1.IngestionService", "ImportRelease");
  EXPECT_EQ(rule.permission, access::v1::PERMISSION_IMPORT);
  EXPECT_THAT(rule.dataset_path, IsEmpty());
}

TEST(MethodRule, AMethodWithoutAPermissionIsNamed) {
  google::protobuf::FileDescriptorProto file;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(R"(
      name: "new.proto" package: "new"
      message_type { name: "Nothing" }
      service { name: "NewService"
                method { name: "Forgotten" input_type: ".new.Nothing"
                         output_type: ".new.Nothing" } })",
                                                            &file));
  google::protobuf::DescriptorPool pool;
  const auto* built = pool.BuildFile(file);
  ASSERT_NE(built, nullptr);
  const auto rules = RulesOf(*built->service(0));
  EXPECT_THAT(std::string(rules.status().message()),
              HasSubstr("new.NewService/Forgotten names no permission"));
}

TEST(MethodRule, AServiceThatIsNotInTheContractHasNone) {
  EXPECT_FALSE(RulesOf("peerage.none.v1.NoneService").ok());
}

}  // namespace
}  // namespace peerage::runtime
