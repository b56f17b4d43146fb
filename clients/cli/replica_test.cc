#include "clients/cli/replica.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "clients/cli/replica_table.h"
#include "clients/cli/session.h"
#include "clients/cpp/fake_method.h"

namespace peerage::cli {
namespace {

using operations::v1::GetStatusResponse;

GetStatusResponse ReadyRanking() {
  GetStatusResponse status;
  status.set_service("ranking");
  status.set_version("0.2.0");
  status.mutable_started_at()->set_seconds(1'577'836'800);
  status.set_ready(true);
  status.set_seq(7);
  status.set_snapshot_age_seconds(3);
  return status;
}

Replica MakeReplica(const absl::StatusOr<GetStatusResponse>& answer) {
  return {"ranking", "10.0.0.1:7401", answer};
}

absl::Status NotAllowed() {
  return client::ServiceError(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED",
                              "not with this role");
}

TEST(ReplicaState, IsTheGravestThatIsTrue) {
  auto status = ReadyRanking();
  EXPECT_EQ(StateOf(MakeReplica(status)), ReplicaState::kReady);
  status.set_stale(true);
  EXPECT_EQ(StateOf(MakeReplica(status)), ReplicaState::kStale);
  status.set_ready(false);
  EXPECT_EQ(StateOf(MakeReplica(status)), ReplicaState::kNotReady);
  status.set_draining(true);
  EXPECT_EQ(StateOf(MakeReplica(status)), ReplicaState::kDraining);
  status.set_service("ingestion");
  EXPECT_EQ(StateOf(MakeReplica(status)), ReplicaState::kOtherService);
}

TEST(ReplicaState, ARefusalComesFromOneThatIsThere) {
  EXPECT_EQ(StateOf(MakeReplica(NotAllowed())), ReplicaState::kRefused);
  EXPECT_EQ(StateOf(MakeReplica(absl::UnavailableError("cannot be reached"))),
            ReplicaState::kUnreachable);
}

TEST(ReplicaTable, HasARowAReplica) {
  EXPECT_EQ(
      RenderReplicas({},
                     {MakeReplica(ReadyRanking()), MakeReplica(absl::UnavailableError("gone"))}),
      "Service  Address        State              Version  Seq  Age  Running since            "
      "Remark\n"
      "────────────────────────────────────────────────────────────────────────────────────────────"
      "─\n"
      "ranking  10.0.0.1:7401  ready              0.2.0      7  3 s  2020-01-01 00:00:00 UTC\n"
      "ranking  10.0.0.1:7401  cannot be reached                                              "
      "gone\n");
}

TEST(ReplicaTable, DoesNotRepeatWhatTheRowSays) {
  const auto remark = [](const char* message) {
    return ReplicaRemark(MakeReplica(absl::UnavailableError(message)));
  };
  EXPECT_EQ(remark("the ranking service at 10.0.0.1:7401 cannot be reached; start it"), "start it");
  EXPECT_EQ(remark("the ranking service at 10.0.0.1:7401 did not answer in time"),
            "did not answer in time");
  EXPECT_EQ(remark("the name ranking has no address"), "the name ranking has no address");
}

TEST(ReplicaTable, LeavesOutWhatAServiceDoesNotHave) {
  GetStatusResponse reporting;
  reporting.set_service("reporting");
  reporting.set_ready(true);
  const std::string table = RenderReplicas({}, {{"reporting", "127.0.0.1:7402", reporting}});
  EXPECT_THAT(table, ::testing::Not(::testing::HasSubstr("Seq")));
  EXPECT_THAT(table, ::testing::Not(::testing::HasSubstr("Age")));
}

TEST(ReplicaJson, AnAnswerIsTheMessage) {
  EXPECT_EQ(*JsonOfReplicas({MakeReplica(ReadyRanking())}),
            absl::StrCat(R"({"replicas":[{"service":"ranking","address":"10.0.0.1:7401",)",
                         R"("state":"READY","status":)", *JsonOf(ReadyRanking()), "}]}"));
}

TEST(ReplicaJson, AnErrorHasCodeReasonAndMessage) {
  EXPECT_EQ(*JsonOfReplicas({MakeReplica(NotAllowed())}),
            R"({"replicas":[{"service":"ranking","address":"10.0.0.1:7401","state":"REFUSED",)"
            R"("error":{"code":"PERMISSION_DENIED","reason":"NOT_ALLOWED",)"
            R"("message":"not with this role"}}]})");
}

TEST(ReplicaJson, TextsThatAreNoTextDoNotBreakIt) {
  EXPECT_EQ(*JsonOfReplicas({{"ranking", "\"\xff\n", absl::UnavailableError("gone")}}),
            R"({"replicas":[{"service":"ranking","address":"\"??","state":"UNREACHABLE",)"
            R"("error":{"code":"UNAVAILABLE","reason":"","message":"gone"}}]})");
}

}  // namespace
}  // namespace peerage::cli
