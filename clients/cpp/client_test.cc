#include <gmock/gmock.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <set>
#include <thread>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "clients/cpp/catalog_client.h"
#include "clients/cpp/fake_ingestion.h"
#include "clients/cpp/fake_ranking.h"
#include "clients/cpp/fake_reporting.h"
#include "clients/cpp/ingestion_client.h"
#include "clients/cpp/operations_client.h"
#include "clients/cpp/ranking_client.h"
#include "clients/cpp/reporting_client.h"
#include "clients/cpp/sha256.h"
#include "clients/cpp/status.h"
#include "peerage/ranking/v1/ranking_service.grpc.pb.h"

namespace peerage::client {
namespace {

using namespace std::chrono_literals;  // NOLINT: durations in tests
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A client of a service that has an answer.
class RankingClientTest : public ::testing::Test {
 protected:
  RankingClientTest() { fake_.get_standing.Answer({}); }

  absl::Status Ask(const CallOptions& options = {}) const {
    return ranking_.GetStanding({}, options).status();
  }

  FakeRanking fake_;
  const RankingClient ranking_{fake_.connection()};
};

TEST_F(RankingClientTest, CarriesRequestAndAnswer) {
  ranking::v1::GetStandingResponse answer;
  answer.mutable_standing()->set_force_name("Essex");
  fake_.get_standing.Answer(answer);
  ranking::v1::GetStandingRequest request;
  request.set_force_id("essex");
  const auto response = ranking_.GetStanding(
      request, {.request_id = "from-test",
                .traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                .end_user = "A. Analyst"});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->standing().force_name(), "Essex");
  ASSERT_EQ(fake_.get_standing.requests().size(), 1);
  EXPECT_EQ(fake_.get_standing.requests()[0].force_id(), "essex");
  EXPECT_EQ(fake_.get_standing.metadata("x-request-id"), "from-test");
  EXPECT_EQ(fake_.get_standing.metadata("traceparent"),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  EXPECT_EQ(fake_.get_standing.metadata("x-end-user"), "A. Analyst");
  EXPECT_EQ(fake_.get_standing.metadata("x-peerage-as"), "");
}

TEST(CatalogClient, AsksForDatedFacts) {
  FakeRanking fake;
  fake.list_annotations.Answer({});
  fake.list_exceptional_events.Answer({});
  fake.list_release_calendar.Answer({});
  const CatalogClient catalog(fake.connection());
  catalog::v1::ListReleaseCalendarRequest request;
  request.set_from_date("2020-04-23");
  EXPECT_TRUE(catalog.ListAnnotations({}).ok());
  EXPECT_TRUE(catalog.ListExceptionalEvents({}).ok());
  EXPECT_TRUE(catalog.ListReleaseCalendar(request).ok());
  EXPECT_EQ(fake.list_release_calendar.requests()[0].from_date(), "2020-04-23");
}

TEST(IngestionClient, AsksForAReference) {
  FakeIngestion fake;
  ingestion::v1::GetReferenceResponse answer;
  answer.mutable_reference()->set_name("Open data");
  fake.get_reference.Answer(answer);
  ingestion::v1::GetReferenceRequest request;
  request.set_seq(7);
  const auto response = IngestionClient(fake.connection()).GetReference(request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->reference().name(), "Open data");
  EXPECT_EQ(fake.get_reference.requests()[0].seq(), 7);
}

TEST_F(RankingClientTest, TellsHowOldAnAnswerIs) {
  fake_.get_standing.SetTrailer("peerage-stale", "true");
  fake_.get_standing.SetTrailer("peerage-snapshot-age-seconds", "17");
  Freshness freshness;
  ASSERT_TRUE(Ask({.freshness = &freshness}).ok());
  EXPECT_TRUE(freshness.stale);
  EXPECT_EQ(freshness.age, 17s);
}

TEST_F(RankingClientTest, AnAnswerThatSaysNothingOfItsAgeIsFresh) {
  fake_.get_standing.SetTrailer("peerage-snapshot-age-seconds", "soon");
  Freshness freshness;
  ASSERT_TRUE(Ask({.freshness = &freshness}).ok());
  EXPECT_FALSE(freshness.stale);
  EXPECT_EQ(freshness.age, 0s);
}

TEST(RankingClient, NamesTheServiceThatIsNotThere) {
  const auto response = RankingClient(*Connect("127.0.0.1:1")).GetStanding({});
  EXPECT_EQ(response.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(absl::StrCat(response.status().message()),
              AllOf(HasSubstr("the ranking service at 127.0.0.1:1"), HasSubstr("start it")));
}

TEST_F(RankingClientTest, TriesAgainWhatWasUnavailable) {
  fake_.get_standing.FailNext(2, absl::UnavailableError("not yet"));
  EXPECT_TRUE(Ask().ok());
  EXPECT_EQ(fake_.get_standing.calls(), 3);
}

TEST_F(RankingClientTest, TriesAgainWhatAStoppingServerCancelled) {
  fake_.get_standing.FailNext(1, absl::CancelledError(""));
  EXPECT_TRUE(Ask().ok());
  EXPECT_EQ(fake_.get_standing.calls(), 2);
}

TEST_F(RankingClientTest, DoesNotTryAgainWhatAServiceSaysWasCancelled) {
  fake_.get_standing.Fail(
      ServiceError(absl::StatusCode::kCancelled, "CANCELLED", "the caller went away"));
  EXPECT_EQ(Ask().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(fake_.get_standing.calls(), 1);
}

TEST_F(RankingClientTest, DoesNotTryAgainWhatWasRefused) {
  fake_.get_standing.Fail(absl::NotFoundError("no force \"exess\""));
  const absl::Status status = Ask();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "no force \"exess\"");
  EXPECT_EQ(fake_.get_standing.calls(), 1);
}

TEST_F(RankingClientTest, GivesUpAfterFourAttempts) {
  fake_.get_standing.FailNext(4, absl::UnavailableError("not yet"));
  EXPECT_EQ(Ask().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(fake_.get_standing.calls(), 4);
}

TEST_F(RankingClientTest, WaitsAsLongAsTheServiceSaysAndNoLonger) {
  fake_.get_standing.Fail(absl::ResourceExhaustedError("above the quota"));
  fake_.get_standing.SetTrailer("grpc-retry-pushback-ms", "30");
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(Ask().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_GE(std::chrono::steady_clock::now() - began, 90ms);
  EXPECT_EQ(fake_.get_standing.calls(), 4);
  // A pause beyond the deadline would be waited for in vain.
  EXPECT_FALSE(Ask({.timeout = 30ms}).ok());
  EXPECT_EQ(fake_.get_standing.calls(), 5);
}

TEST_F(RankingClientTest, DoesNotTryAgainWhereTheServiceAsksNotTo) {
  fake_.get_standing.FailNext(1, absl::UnavailableError("not yet"));
  fake_.get_standing.SetTrailer("grpc-retry-pushback-ms", "-1");
  EXPECT_FALSE(Ask().ok());
  EXPECT_EQ(fake_.get_standing.calls(), 1);
}

TEST(RankingClient, RefusesTextsThatCannotTravel) {
  const RankingClient ranking(*Connect("127.0.0.1:1"));
  EXPECT_EQ(ranking.GetStanding({}, {.end_user = "Zo\xc3\xab"}).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ranking.GetStanding({}, {.request_id = "two\nlines"}).status().code(),
            absl::StatusCode::kInvalidArgument);
}

// Two that both have answered, so that both are connected.
class TwoReplicas : public ::testing::Test {
 protected:
  void SetUp() override {
    one_.get_standing.Answer({});
    two_.get_standing.Answer({});
    while (one_.get_standing.calls() == 0 || two_.get_standing.calls() == 0) {
      ASSERT_TRUE(ranking_.GetStanding({}).ok());
    }
    before_one_ = one_.get_standing.calls();
    before_two_ = two_.get_standing.calls();
  }

  FakeRanking one_;
  FakeRanking two_;
  const RankingClient ranking_{*Connect(one_.address() + "," + two_.address())};
  int before_one_ = 0;
  int before_two_ = 0;
};

TEST_F(TwoReplicas, TakeTurns) {
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(ranking_.GetStanding({}).ok());
  EXPECT_EQ(one_.get_standing.calls() - before_one_, 5);
  EXPECT_EQ(two_.get_standing.calls() - before_two_, 5);
}

TEST_F(TwoReplicas, OneThatStandsStillCostsATime) {
  one_.get_standing.Delay(1h);
  // Many at once, so that round robin alone would meet the frozen one again.
  std::vector<std::future<int>> callers(8);
  for (auto& caller : callers) {
    caller = std::async(std::launch::async, [this] {
      int failed = 0;
      for (int i = 0; i < 20; ++i) failed += ranking_.GetStanding({}, {.timeout = 1s}).ok() ? 0 : 1;
      return failed;
    });
  }
  int failed = 0;
  for (auto& caller : callers) failed += caller.get();
  EXPECT_EQ(failed, 0);
  // One a caller found it frozen; the rest went past it.
  EXPECT_LE(one_.get_standing.calls() - before_one_, 16);
}

TEST_F(TwoReplicas, OneThatDiesCostsNothing) {
  one_.Stop();
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(ranking_.GetStanding({}).ok());
}

// gRPC itself would go on waiting, a second and more after some failures.
TEST_F(TwoReplicas, OneThatIsBackIsMetAtOnce) {
  one_.Stop();
  std::this_thread::sleep_for(2s);
  ranking::v1::RankingService::Service back;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(one_.address(), grpc::InsecureServerCredentials());
  builder.RegisterService(&back);
  const auto server = builder.BuildAndStart();
  two_.Stop();
  EXPECT_TRUE(absl::IsUnimplemented(ranking_.GetStanding({}).status()));
}

TEST_F(RankingClientTest, AReadThatWaitsForAReleaseMayTakeItsWholeTime) {
  fake_.get_standing.Delay(1h);
  ranking::v1::GetStandingRequest request;
  request.set_min_seq(9);
  EXPECT_EQ(ranking_.GetStanding(request, {.timeout = 90ms}).status().code(),
            absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(fake_.get_standing.calls(), 1);
}

TEST_F(RankingClientTest, ClaimsAnIdentityWithinThisMachineOnly) {
  const std::string kent = "spiffe://peerage.example/force/kent/hub";
  ASSERT_TRUE(RankingClient(*Connect(fake_.address(), {.as = kent})).GetStanding({}).ok());
  EXPECT_EQ(fake_.get_standing.metadata("x-peerage-as"), kent);
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

TEST(Connect, ToEachGivesAConnectionAnAddress) {
  FakeRanking one;
  FakeRanking two;
  const auto each = ConnectToEach(one.address() + "," + two.address());
  ASSERT_TRUE(each.ok()) << each.status();
  ASSERT_EQ(each->size(), 2);
  for (FakeRanking* fake : {&one, &two}) {
    fake->get_status.Answer({});
    const Connection& connection = each->at(fake == &one ? 0 : 1);
    EXPECT_EQ(connection.address, fake->address());
    EXPECT_TRUE(OperationsClient("ranking", connection).GetStatus({}).ok());
    EXPECT_EQ(fake->get_status.calls(), 1);
  }
}

TEST(Connect, ToEachFailsAsToOne) {
  EXPECT_EQ(ConnectToEach("nowhere").status().code(), absl::StatusCode::kInvalidArgument);
  // Not even for what resolves to this machine.
  EXPECT_EQ(ConnectToEach("0x7f.1:7401", {.as = "spiffe://peerage.example/hub"}).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(OperationsClient, NamesWhoShouldBeThere) {
  const auto status = OperationsClient("reporting", *Connect("127.0.0.1:1")).GetStatus({}).status();
  EXPECT_THAT(absl::StrCat(status.message()), HasSubstr("the reporting service at 127.0.0.1:1"));
}

TEST(RankingClient, SaysWhichServiceDoesNotKnowTheCall) {
  FakeIngestion other;
  const auto response = RankingClient(other.connection()).GetStanding({});
  EXPECT_EQ(response.status().code(), absl::StatusCode::kUnimplemented);
  EXPECT_THAT(absl::StrCat(response.status().message()), HasSubstr("ranking service"));
}

// The keys that reports were made with.
std::set<std::string> KeysOf(const FakeReporting& fake) {
  std::set<std::string> keys;
  for (const auto& request : fake.create_report.requests()) keys.insert(request.idempotency_key());
  return keys;
}

TEST(Write, IsRepeatedWithOneKeyUntilItsAnswerArrives) {
  FakeReporting fake;
  fake.create_report.Answer({});
  fake.create_report.FailNext(2, absl::UnavailableError("connection reset"));
  const auto made = ReportingClient(fake.connection()).CreateReport({});
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(fake.create_report.calls(), 3);
  ASSERT_EQ(KeysOf(fake).size(), 1);
  EXPECT_GE(KeysOf(fake).begin()->size(), 16);
}

TEST(Write, WhoseAnswerIsLostIsUnknownAndNamesItsKey) {
  FakeReporting fake;
  fake.create_report.FailNext(4, absl::UnavailableError("connection reset"));
  reporting::v1::CreateReportRequest request;
  request.set_idempotency_key("paper-of-january-2020");
  const auto lost = ReportingClient(fake.connection()).CreateReport(request).status();
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
  ingestion::v1::ImportReleaseResponse accepted;
  accepted.mutable_accepted()->mutable_release()->set_seq(7);
  fake.import_release.Answer(accepted);
  const std::string bytes(600 << 10, 'x');
  ingestion::v1::ImportReleaseHeader header;
  header.set_dataset_id("open-data");
  std::vector<int64_t> sent;
  const auto response = IngestionClient(fake.connection())
                            .ImportFile(header, bytes, [&](int64_t so_far, int64_t total) {
                              EXPECT_EQ(total, 600 << 10);
                              sent.push_back(so_far);
                            });
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->accepted().release().seq(), 7);
  const FakeUpload upload = fake.import_release.requests().at(0);
  EXPECT_EQ(upload.header.dataset_id(), "open-data");
  EXPECT_EQ(upload.header.sha256(), Sha256(bytes));
  EXPECT_EQ(upload.bytes, bytes);
  EXPECT_THAT(upload.pieces, ElementsAre(256 << 10, 256 << 10, 88 << 10));
  EXPECT_THAT(sent, ElementsAre(256 << 10, 512 << 10, 600 << 10));
}

// The areas that an export brought, part by part.
std::vector<std::string> ExportedAreas(FakeIngestion& fake, absl::Status& status) {
  std::vector<std::string> areas;
  status = IngestionClient(fake.connection()).ExportRelease({}, [&](const auto& part) {
    for (const auto& figure : part.figures()) areas.push_back(figure.area_id());
    return areas.size() < 3;
  });
  return areas;
}

ingestion::v1::ExportReleaseResponse PartOf(const std::string& area) {
  ingestion::v1::ExportReleaseResponse part;
  part.add_figures()->set_area_id(area);
  return part;
}

TEST(IngestionClient, AnExportThatBrokeGoesOnWhereItWas) {
  FakeIngestion fake;
  std::atomic<int> calls = 0;
  using Stream = FakeStream<ingestion::v1::ExportReleaseResponse>;
  fake.export_release.AnswerBy([&](const auto&) -> absl::StatusOr<Stream> {
    if (++calls == 1) return absl::UnavailableError("restarting");
    return Stream{.pieces = {PartOf("essex"), PartOf("kent")}};
  });
  absl::Status status;
  EXPECT_EQ(ExportedAreas(fake, status), (std::vector<std::string>{"essex", "kent"}));
  EXPECT_TRUE(status.ok()) << status;
}

TEST(IngestionClient, AnExportEndsWhenItIsNotWantedAnyMore) {
  FakeIngestion fake;
  fake.export_release.Answer(
      {.pieces = {PartOf("a"), PartOf("b"), PartOf("c"), PartOf("d")}, .stays_open = true});
  absl::Status status;
  EXPECT_EQ(ExportedAreas(fake, status), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(status.ok()) << status;
}

TEST(IngestionClient, AnEmptyFileIsAHeaderAlone) {
  FakeIngestion fake;
  fake.import_release.Answer({});
  EXPECT_TRUE(IngestionClient(fake.connection()).ImportFile({}, "").ok());
  EXPECT_TRUE(fake.import_release.requests().at(0).pieces.empty());
}

TEST(IngestionClient, ARefusalInTheMiddleIsTheAnswer) {
  FakeIngestion fake;
  fake.import_release.Fail(absl::ResourceExhaustedError("more than 32 MiB"));
  const auto response =
      IngestionClient(fake.connection()).ImportFile({}, std::string(4 << 20, 'x'));
  EXPECT_EQ(response.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(response.status().message(), "more than 32 MiB");
}

ingestion::v1::FollowReleasesRequest From(int64_t seq) {
  ingestion::v1::FollowReleasesRequest request;
  request.set_from_seq(seq);
  return request;
}

// Heartbeats with the heads after the seq that is followed from.
FakeStream<ingestion::v1::FollowReleasesResponse> Heartbeats(
    const ingestion::v1::FollowReleasesRequest& request, int count) {
  FakeStream<ingestion::v1::FollowReleasesResponse> stream;
  for (int i = 1; i <= count; ++i) {
    stream.pieces.emplace_back().mutable_heartbeat()->set_head_seq(request.from_seq() + i);
  }
  stream.stays_open = true;
  return stream;
}

class FollowReleasesTest : public ::testing::Test {
 protected:
  FollowReleasesTest() {
    fake_.follow_releases.AnswerBy([](const auto& request) { return Heartbeats(request, 9); });
  }

  FakeIngestion fake_;
  const IngestionClient ingestion_{fake_.connection()};
  Cancellation cancellation_;
};

TEST_F(FollowReleasesTest, GivesStepsInOrderUntilToldToStop) {
  std::vector<int64_t> heads;
  const absl::Status status = ingestion_.FollowReleases(
      From(4),
      [&](const auto& step) {
        heads.push_back(step.heartbeat().head_seq());
        return heads.size() < 3;
      },
      cancellation_);
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_THAT(heads, ElementsAre(5, 6, 7));
}

TEST_F(FollowReleasesTest, IsCancelledFromAnotherThread) {
  std::promise<void> begun;
  std::once_flag once;
  auto following = std::async(std::launch::async, [&] {
    return ingestion_.FollowReleases(
        From(0),
        [&](const auto&) {
          std::call_once(once, [&] { begun.set_value(); });
          return true;
        },
        cancellation_);
  });
  begun.get_future().wait();
  cancellation_.Cancel();
  EXPECT_EQ(following.get().code(), absl::StatusCode::kCancelled);
}

TEST_F(FollowReleasesTest, ACancellationBeforehandEndsItAtOnce) {
  cancellation_.Cancel();
  const absl::Status status = ingestion_.FollowReleases(
      From(0), [](const auto&) { return true; }, cancellation_);
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
}

TEST_F(FollowReleasesTest, AStreamThatTheServiceEndsIsUnavailable) {
  fake_.follow_releases.Answer({.pieces = {{}, {}}});
  int steps = 0;
  const absl::Status status = ingestion_.FollowReleases(
      From(0),
      [&](const auto&) {
        ++steps;
        return true;
      },
      cancellation_);
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(steps, 2);
}

TEST(ReportingClient, PutsADocumentTogether) {
  FakeReporting fake;
  FakeStream<reporting::v1::ExportReportResponse> paper;
  auto& first = paper.pieces.emplace_back();
  first.set_media_type("text/csv");
  first.set_file_name("paper.csv");
  first.set_data("a,");
  paper.pieces.emplace_back().set_data("b\n");
  fake.export_report.Answer(paper);
  const auto document = ReportingClient(fake.connection()).ExportReport({});
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->media_type, "text/csv");
  EXPECT_EQ(document->file_name, "paper.csv");
  EXPECT_EQ(document->bytes, "a,b\n");
}

}  // namespace
}  // namespace peerage::client
