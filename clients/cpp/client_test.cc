#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "clients/cpp/fake_services.h"
#include "clients/cpp/ingestion_client.h"
#include "clients/cpp/ranking_client.h"
#include "clients/cpp/reporting_client.h"
#include "clients/cpp/sha256.h"
#include "clients/cpp/status.h"

namespace peerage::client {
namespace {

using namespace std::chrono_literals;  // NOLINT: durations in tests
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(RankingClient, CarriesRequestAndAnswer) {
  FakeRanking fake;
  const FakeServer server(fake);
  ranking::v1::GetStandingRequest request;
  request.set_force_id("essex");
  const auto response =
      RankingClient(server.connection())
          .GetStanding(request,
                       {.request_id = "from-test",
                        .traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                        .end_user = "A. Analyst"});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->standing().force_id(), "essex");
  EXPECT_EQ(fake.metadata("x-request-id"), "from-test");
  EXPECT_EQ(fake.metadata("traceparent"),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  EXPECT_EQ(fake.metadata("x-end-user"), "A. Analyst");
  EXPECT_EQ(fake.metadata("x-peerage-as"), "");
}

TEST(RankingClient, TellsHowOldAnAnswerIs) {
  FakeRanking fake;
  fake.trailers = {{"peerage-stale", "true"}, {"peerage-snapshot-age-seconds", "17"}};
  const FakeServer server(fake);
  Freshness freshness;
  ASSERT_TRUE(RankingClient(server.connection()).GetStanding({}, {.freshness = &freshness}).ok());
  EXPECT_TRUE(freshness.stale);
  EXPECT_EQ(freshness.age, 17s);
}

TEST(RankingClient, AnAnswerThatSaysNothingOfItsAgeIsFresh) {
  FakeRanking fake;
  fake.trailers = {{"peerage-snapshot-age-seconds", "soon"}};
  const FakeServer server(fake);
  Freshness freshness;
  ASSERT_TRUE(RankingClient(server.connection()).GetStanding({}, {.freshness = &freshness}).ok());
  EXPECT_FALSE(freshness.stale);
  EXPECT_EQ(freshness.age, 0s);
}

TEST(RankingClient, NamesTheServiceThatIsNotThere) {
  const auto response = RankingClient(*Connect("127.0.0.1:1")).GetStanding({});
  EXPECT_EQ(response.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(absl::StrCat(response.status().message()),
              AllOf(HasSubstr("the ranking service at 127.0.0.1:1"), HasSubstr("start it")));
}

TEST(RankingClient, TriesAgainWhatWasUnavailable) {
  FakeRanking fake;
  fake.failing = 2;
  const FakeServer server(fake);
  EXPECT_TRUE(RankingClient(server.connection()).GetStanding({}).ok());
  EXPECT_EQ(fake.calls, 3);
}

TEST(RankingClient, DoesNotTryAgainWhatWasRefused) {
  FakeRanking fake;
  fake.status = grpc::Status(grpc::StatusCode::NOT_FOUND, "no force \"exess\"");
  const FakeServer server(fake);
  const auto response = RankingClient(server.connection()).GetStanding({});
  EXPECT_EQ(response.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(response.status().message(), "no force \"exess\"");
  EXPECT_EQ(fake.calls, 1);
}

TEST(RankingClient, GivesUpAfterFourAttempts) {
  FakeRanking fake;
  fake.failing = 4;
  const FakeServer server(fake);
  EXPECT_EQ(RankingClient(server.connection()).GetStanding({}).status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ(fake.calls, 4);
}

TEST(RankingClient, WaitsAsLongAsTheServiceSaysAndNoLonger) {
  FakeRanking fake;
  fake.status = grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED, "above the quota");
  fake.trailers = {{"grpc-retry-pushback-ms", "30"}};
  const FakeServer server(fake);
  const RankingClient ranking(server.connection());
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(ranking.GetStanding({}).status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_GE(std::chrono::steady_clock::now() - began, 90ms);
  EXPECT_EQ(fake.calls, 4);
  // A pause beyond the deadline would be waited for in vain.
  EXPECT_FALSE(ranking.GetStanding({}, {.timeout = 30ms}).ok());
  EXPECT_EQ(fake.calls, 5);
}

TEST(RankingClient, DoesNotTryAgainWhereTheServiceAsksNotTo) {
  FakeRanking fake;
  fake.failing = 1;
  fake.trailers = {{"grpc-retry-pushback-ms", "-1"}};
  const FakeServer server(fake);
  EXPECT_FALSE(RankingClient(server.connection()).GetStanding({}).ok());
  EXPECT_EQ(fake.calls, 1);
}

TEST(RankingClient, RefusesTextsThatCannotTravel) {
  const RankingClient ranking(*Connect("127.0.0.1:1"));
  EXPECT_EQ(ranking.GetStanding({}, {.end_user = "Zo\xc3\xab"}).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ranking.GetStanding({}, {.request_id = "two\nlines"}).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(TwoReplicas, TakeTurns) {
  FakeRanking one;
  FakeRanking two;
  const FakeServer first(one);
  const FakeServer second(two);
  const RankingClient ranking(*Connect(first.address() + "," + second.address()));
  // Both are connected once each has answered.
  while (one.calls == 0 || two.calls == 0) ASSERT_TRUE(ranking.GetStanding({}).ok());
  one.calls = two.calls = 0;
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(ranking.GetStanding({}).ok());
  EXPECT_EQ(one.calls, 5);
  EXPECT_EQ(two.calls, 5);
}

TEST(TwoReplicas, OneThatStandsStillCostsATime) {
  FakeRanking one;
  FakeRanking two;
  const FakeServer first(one);
  const FakeServer second(two);
  const RankingClient ranking(*Connect(first.address() + "," + second.address()));
  while (one.calls == 0 || two.calls == 0) ASSERT_TRUE(ranking.GetStanding({}).ok());
  one.frozen = true;
  one.calls = 0;
  // Many at once, so that round robin alone would meet the frozen one again.
  std::vector<std::future<int>> callers;
  for (int caller = 0; caller < 8; ++caller) {
    callers.push_back(std::async(std::launch::async, [&ranking] {
      int failed = 0;
      for (int i = 0; i < 20; ++i) failed += ranking.GetStanding({}, {.timeout = 1s}).ok() ? 0 : 1;
      return failed;
    }));
  }
  int failed = 0;
  for (auto& caller : callers) failed += caller.get();
  EXPECT_EQ(failed, 0);
  // One a caller found it frozen; the rest went past it.
  EXPECT_LE(one.calls, 16);
  one.frozen = false;
}

TEST(TwoReplicas, AReadThatWaitsForAReleaseMayTakeItsWholeTime) {
  FakeRanking fake;
  fake.frozen = true;
  const FakeServer server(fake);
  ranking::v1::GetStandingRequest request;
  request.set_min_seq(9);
  EXPECT_EQ(
      RankingClient(server.connection()).GetStanding(request, {.timeout = 90ms}).status().code(),
      absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(fake.calls, 1);
}

TEST(Connect, ClaimsAnIdentityWithinThisMachineOnly) {
  FakeRanking fake;
  const FakeServer server(fake);
  const std::string kent = "spiffe://peerage.example/force/kent/hub";
  ASSERT_TRUE(RankingClient(*Connect(server.address(), {.as = kent})).GetStanding({}).ok());
  EXPECT_EQ(fake.metadata("x-peerage-as"), kent);
  EXPECT_EQ(Connect("10.0.0.1:7401", {.as = kent}).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Connect("127.0.0.1:7401", {.as = kent + "\n"}).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(Connect, NeedsAllThreeFilesOfATlsDirectory) {
  const auto connection = Connect("127.0.0.1:7401", {.tls_dir = "/nowhere"});
  EXPECT_EQ(connection.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(absl::StrCat(connection.status().message()), HasSubstr("/nowhere/tls.crt"));
}

TEST(RankingClient, SaysWhichServiceDoesNotKnowTheCall) {
  FakeIngestion other;
  const FakeServer server(other);
  const auto response = RankingClient(server.connection()).GetStanding({});
  EXPECT_EQ(response.status().code(), absl::StatusCode::kUnimplemented);
  EXPECT_THAT(absl::StrCat(response.status().message()), HasSubstr("ranking service"));
}

TEST(Write, IsRepeatedWithOneKeyUntilItsAnswerArrives) {
  FakeReporting fake;
  fake.losing = 2;
  const FakeServer server(fake);
  const auto made = ReportingClient(server.connection()).CreateReport({});
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(fake.calls, 3);
  EXPECT_THAT(fake.keys(), ElementsAre(made->report().id()));
  EXPECT_GE(made->report().id().size(), 16);
}

TEST(Write, WhoseAnswerIsLostIsUnknownAndNamesItsKey) {
  FakeReporting fake;
  fake.losing = 4;
  const FakeServer server(fake);
  reporting::v1::CreateReportRequest request;
  request.set_idempotency_key("paper-of-january-2020");
  const auto lost = ReportingClient(server.connection()).CreateReport(request).status();
  EXPECT_EQ(lost.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ErrorReason(lost), "OUTCOME_UNKNOWN");
  EXPECT_EQ(UnsettledKey(lost), "paper-of-january-2020");
  EXPECT_THAT(absl::StrCat(lost.message()),
              AllOf(HasSubstr("unknown"), HasSubstr("the key paper-of-january-2020")));
}

TEST(Write, ThatNeverLeftHasFailed) {
  const auto status = ReportingClient(*Connect("127.0.0.1:1")).CreateReport({}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(UnsettledKey(status), "");
}

TEST(Sha256, IsTheStandards) {
  EXPECT_EQ(absl::BytesToHexString(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(IngestionClient, SendsHeaderThenPiecesAndTellsProgress) {
  FakeIngestion fake;
  const FakeServer server(fake);
  const std::string bytes(600 << 10, 'x');
  ingestion::v1::ImportReleaseHeader header;
  header.set_dataset_id("open-data");
  std::vector<int64_t> sent;
  const auto response = IngestionClient(server.connection())
                            .ImportFile(header, bytes, [&](int64_t so_far, int64_t total) {
                              EXPECT_EQ(total, 600 << 10);
                              sent.push_back(so_far);
                            });
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->accepted().release().seq(), 7);
  const Upload upload = fake.upload();
  EXPECT_EQ(upload.header.dataset_id(), "open-data");
  EXPECT_EQ(upload.header.sha256(), Sha256(bytes));
  EXPECT_EQ(upload.bytes, bytes);
  EXPECT_THAT(upload.pieces, ElementsAre(256 << 10, 256 << 10, 88 << 10));
  EXPECT_THAT(sent, ElementsAre(256 << 10, 512 << 10, 600 << 10));
}

TEST(IngestionClient, AnEmptyFileIsAHeaderAlone) {
  FakeIngestion fake;
  const FakeServer server(fake);
  EXPECT_TRUE(IngestionClient(server.connection()).ImportFile({}, "").ok());
  EXPECT_TRUE(fake.upload().pieces.empty());
}

TEST(IngestionClient, ARefusalInTheMiddleIsTheAnswer) {
  FakeIngestion fake;
  fake.refusal = grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED, "more than 32 MiB");
  const FakeServer server(fake);
  const auto response =
      IngestionClient(server.connection()).ImportFile({}, std::string(4 << 20, 'x'));
  EXPECT_EQ(response.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(response.status().message(), "more than 32 MiB");
}

ingestion::v1::FollowReleasesRequest From(int64_t seq) {
  ingestion::v1::FollowReleasesRequest request;
  request.set_from_seq(seq);
  return request;
}

TEST(FollowReleases, GivesStepsInOrderUntilToldToStop) {
  FakeIngestion fake;
  const FakeServer server(fake);
  Cancellation cancellation;
  std::vector<int64_t> heads;
  const absl::Status status = IngestionClient(server.connection())
                                  .FollowReleases(
                                      From(4),
                                      [&](const auto& step) {
                                        heads.push_back(step.heartbeat().head_seq());
                                        return heads.size() < 3;
                                      },
                                      cancellation);
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_THAT(heads, ElementsAre(5, 6, 7));
}

TEST(FollowReleases, IsCancelledFromAnotherThread) {
  FakeIngestion fake;
  const FakeServer server(fake);
  Cancellation cancellation;
  std::promise<void> begun;
  std::once_flag once;
  auto following = std::async(std::launch::async, [&] {
    return IngestionClient(server.connection())
        .FollowReleases(
            From(0),
            [&](const auto&) {
              std::call_once(once, [&] { begun.set_value(); });
              return true;
            },
            cancellation);
  });
  begun.get_future().wait();
  cancellation.Cancel();
  EXPECT_EQ(following.get().code(), absl::StatusCode::kCancelled);
}

TEST(FollowReleases, ACancellationBeforehandEndsItAtOnce) {
  FakeIngestion fake;
  const FakeServer server(fake);
  Cancellation cancellation;
  cancellation.Cancel();
  const absl::Status status = IngestionClient(server.connection())
                                  .FollowReleases(
                                      From(0), [](const auto&) { return true; }, cancellation);
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
}

TEST(FollowReleases, AStreamThatTheServiceEndsIsUnavailable) {
  FakeIngestion fake;
  fake.steps = 2;
  const FakeServer server(fake);
  Cancellation cancellation;
  int steps = 0;
  const absl::Status status = IngestionClient(server.connection())
                                  .FollowReleases(
                                      From(0),
                                      [&](const auto&) {
                                        ++steps;
                                        return true;
                                      },
                                      cancellation);
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(steps, 2);
}

TEST(ReportingClient, PutsADocumentTogether) {
  FakeReporting fake;
  const FakeServer server(fake);
  const auto document = ReportingClient(server.connection()).ExportReport({});
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->media_type, "text/csv");
  EXPECT_EQ(document->file_name, "paper.csv");
  EXPECT_EQ(document->bytes, "a,b\n");
}

}  // namespace
}  // namespace peerage::client
