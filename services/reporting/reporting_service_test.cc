// The service as a caller meets it, over a real connection.
#include "services/reporting/reporting_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/reporting_client.h"
#include "clients/cpp/status.h"
#include "services/cache/memory_byte_cache.h"
#include "services/runtime/server.h"
#include "services/store/memory_report_archive.h"
#include "tests/testing/fake_figure_source.h"

namespace peerage::reporting {
namespace {

using testing::MakeReportRequest;
using ::testing::StartsWith;

class ReportingServiceTest : public ::testing::Test {
 protected:
  std::string CreateReport() {
    const auto answer = client_.CreateReport(MakeReportRequest());
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? answer->report().id() : "";
  }

  absl::StatusOr<client::Document> Export(const std::string& id, v1::ReportFormat format) {
    v1::ExportReportRequest request;
    request.set_report_id(id);
    request.set_format(format);
    return client_.ExportReport(request);
  }

  testing::FakeFigureSource figures_;
  store::MemoryReportArchive archive_{[] { return absl::FromUnixSeconds(1'600'000'000); }};
  ReportEngine engine_{figures_, archive_, [] { return absl::FromUnixSeconds(1'600'000'000); }};
  runtime::WorkQueue queue_{2, 16};
  std::unique_ptr<runtime::Entrance> entrance_ =
      *runtime::Entrance::Open({}, {v1::ReportingService::service_full_name()});
  cache::MemoryByteCache cache_{1 << 20};
  DocumentMaker documents_{cache_, "test"};
  ReportingService service_{*entrance_, engine_, documents_, queue_};
  std::unique_ptr<runtime::Server> server_ = *runtime::Server::Start({}, *entrance_, {&service_});
  client::ReportingClient client_{*client::Connect(server_->address())};
};

TEST_F(ReportingServiceTest, WhatWasMadeIsFoundAndListed) {
  const std::string id = CreateReport();
  v1::GetReportRequest get;
  get.set_report_id(id);
  EXPECT_EQ(client_.GetReport(get)->report().force_name(), "Essex");
  ASSERT_EQ(client_.ListReports({})->reports_size(), 1);
  EXPECT_EQ(client_.ListReports({})->reports(0).id(), id);
}

TEST_F(ReportingServiceTest, AnExportComesInPiecesAndWhole) {
  {
    const auto lock = figures_.Lock();
    figures_.dataset.mutable_terms()->set_notice(std::string(200'000, 'x'));
  }
  const auto html = Export(CreateReport(), v1::REPORT_FORMAT_HTML);
  ASSERT_TRUE(html.ok()) << html.status();
  EXPECT_GT(html->bytes.size(), 200'000u);
  EXPECT_THAT(html->bytes, StartsWith("<!DOCTYPE html>"));
  EXPECT_TRUE(html->bytes.ends_with("</html>\n"));
  EXPECT_EQ(html->media_type, "text/html; charset=utf-8");
  EXPECT_EQ(html->file_name, "essex-2020-01-paper-2020-01.html");
}

TEST_F(ReportingServiceTest, ErrorsSayWhatToDo) {
  const auto unknown = Export("rep-0000000000000000", v1::REPORT_FORMAT_CSV).status();
  EXPECT_TRUE(absl::IsNotFound(unknown));
  EXPECT_EQ(client::ErrorReason(unknown), "UNKNOWN_REPORT");
  const auto format = Export(CreateReport(), v1::REPORT_FORMAT_UNSPECIFIED).status();
  EXPECT_TRUE(absl::IsInvalidArgument(format));
  const auto bad = client_.CreateReport({}).status();
  EXPECT_TRUE(absl::IsInvalidArgument(bad));
  // The client gives every write a key.
  EXPECT_EQ(client::FieldViolations(bad).size(), 4u);
}

TEST_F(ReportingServiceTest, TellsHowOldRankingsKnowledgeIs) {
  {
    const auto lock = figures_.Lock();
    figures_.freshness = {.stale = true, .age = std::chrono::seconds(17)};
  }
  client::Freshness freshness;
  ASSERT_TRUE(client_.CreateReport(MakeReportRequest(), {.freshness = &freshness}).ok());
  EXPECT_TRUE(freshness.stale);
  EXPECT_EQ(freshness.age, std::chrono::seconds(17));
}

TEST_F(ReportingServiceTest, AsksRankingAsPartOfTheSameRequestAndTrace) {
  const std::string trace = "0af7651916cd43dd8448eb211c80319c";
  ASSERT_TRUE(
      client_
          .CreateReport(MakeReportRequest(), {.request_id = "from-test",
                                              .traceparent = "00-" + trace + "-b7ad6b7169203331-01",
                                              .end_user = "A. Analyst"})
          .ok());
  const auto lock = figures_.Lock();
  ASSERT_FALSE(figures_.standings_options.empty());
  const client::CallOptions& passed_on = figures_.standings_options.back();
  EXPECT_EQ(passed_on.request_id, "from-test");
  EXPECT_THAT(passed_on.traceparent, StartsWith("00-" + trace + "-"));
  EXPECT_EQ(passed_on.end_user, "A. Analyst");
}

TEST_F(ReportingServiceTest, KeptReportsNeedNoRanking) {
  const std::string id = CreateReport();
  {
    const auto lock = figures_.Lock();
    figures_.failure = absl::UnavailableError("ranking is away");
  }
  EXPECT_TRUE(Export(id, v1::REPORT_FORMAT_JSON).ok());
  v1::CreateReportRequest request = MakeReportRequest();
  request.set_idempotency_key("another-key-0123");
  EXPECT_TRUE(absl::IsUnavailable(client_.CreateReport(request).status()));
}

}  // namespace
}  // namespace peerage::reporting
