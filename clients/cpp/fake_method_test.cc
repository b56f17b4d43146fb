#include "clients/cpp/fake_method.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "absl/strings/str_cat.h"
#include "clients/cpp/catalog_client.h"
#include "clients/cpp/fake_ranking.h"
#include "clients/cpp/ranking_client.h"
#include "clients/cpp/status.h"

namespace peerage::client {
namespace {

using namespace std::chrono_literals;  // NOLINT: durations in tests
using ::testing::HasSubstr;

class FakeMethodTest : public ::testing::Test {
 protected:
  absl::StatusOr<ranking::v1::GetStandingResponse> Ask(const std::string& force_id = "essex") {
    ranking::v1::GetStandingRequest request;
    request.set_force_id(force_id);
    return RankingClient(fake_.connection()).GetStanding(request);
  }

  FakeRanking fake_;
};

TEST_F(FakeMethodTest, ToldNothingItSaysWhatToTellIt) {
  const auto status = Ask().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_THAT(absl::StrCat(status.message()), HasSubstr("no answer for GetStanding; call Answer"));
}

TEST_F(FakeMethodTest, AnswersByTheRequest) {
  fake_.get_standing.AnswerBy([](const ranking::v1::GetStandingRequest& request)
                                  -> absl::StatusOr<ranking::v1::GetStandingResponse> {
    if (request.force_id() != "essex") return absl::NotFoundError(request.force_id());
    ranking::v1::GetStandingResponse response;
    response.mutable_standing()->set_force_name("Essex");
    return response;
  });
  EXPECT_EQ(Ask("essex")->standing().force_name(), "Essex");
  EXPECT_EQ(Ask("kent").status().message(), "kent");
}

TEST_F(FakeMethodTest, AnErrorHasTheReasonAndFieldsOfAServices) {
  fake_.get_standing.Fail(ServiceError(absl::StatusCode::kInvalidArgument, "INVALID_FIELD",
                                       "two faults", {{"force_id", "empty"}, {"period", "none"}}));
  const auto status = Ask().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "two faults");
  EXPECT_EQ(ErrorReason(status), "INVALID_FIELD");
  ASSERT_EQ(FieldViolations(status).size(), 2);
  EXPECT_EQ(FieldViolations(status)[1].field, "period");
}

TEST_F(FakeMethodTest, WithoutAReasonNoServiceAnswered) {
  fake_.get_standing.Fail(absl::UnavailableError(""));
  EXPECT_THAT(absl::StrCat(Ask().status().message()),
              HasSubstr(absl::StrCat("the ranking service at ", fake_.address())));
}

TEST_F(FakeMethodTest, AnAnswerEndsFailing) {
  fake_.get_standing.Fail(absl::NotFoundError(""));
  fake_.get_standing.Answer({});
  EXPECT_TRUE(Ask().ok());
}

TEST_F(FakeMethodTest, AnAnswerComesAfterTheFailuresAskedFor) {
  fake_.get_standing.FailNext(1, absl::NotFoundError(""));
  fake_.get_standing.Answer({});
  EXPECT_FALSE(Ask().ok());
  EXPECT_TRUE(Ask().ok());
}

TEST_F(FakeMethodTest, KeepsTheRequestsOfAllCalls) {
  fake_.get_standing.FailNext(1, absl::NotFoundError(""));
  fake_.get_standing.Answer({});
  EXPECT_FALSE(Ask("kent").ok());
  EXPECT_TRUE(Ask("essex").ok());
  const auto requests = fake_.get_standing.requests();
  ASSERT_EQ(requests.size(), 2);
  EXPECT_EQ(requests[0].force_id(), "kent");
  EXPECT_EQ(requests[1].force_id(), "essex");
}

TEST_F(FakeMethodTest, WaitsBeforeItAnswers) {
  fake_.get_standing.Answer({});
  fake_.get_standing.Delay(20ms);
  const auto began = std::chrono::steady_clock::now();
  EXPECT_TRUE(Ask().ok());
  EXPECT_GE(std::chrono::steady_clock::now() - began, 20ms);
}

TEST_F(FakeMethodTest, EachMethodIsToldForItself) {
  fake_.get_standing.Answer({});
  fake_.list_datasets.Fail(ServiceError(absl::StatusCode::kUnavailable, "CATCHING_UP", "not yet"));
  EXPECT_TRUE(Ask().ok());
  EXPECT_EQ(ErrorReason(CatalogClient(fake_.connection()).ListDatasets({}).status()),
            "CATCHING_UP");
}

TEST_F(FakeMethodTest, StoppedItIsGone) {
  fake_.get_standing.Answer({});
  fake_.Stop();
  EXPECT_EQ(Ask().status().code(), absl::StatusCode::kUnavailable);
  fake_.Stop();
}

TEST(FakeServer, EndsWhileCallsWait) {
  std::thread caller;
  {
    FakeRanking fake;
    fake.get_standing.Delay(1h);
    caller = std::thread([connection = fake.connection()] {
      EXPECT_FALSE(RankingClient(connection).GetStanding({}).ok());
    });
    while (fake.get_standing.calls() == 0) std::this_thread::yield();
  }
  caller.join();
}

}  // namespace
}  // namespace peerage::client
