#include "services/reporting/report_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/status.h"
#include "services/reporting/report_bytes.h"
#include "services/reporting/report_request.h"
#include "services/store/memory_report_archive.h"
#include "tests/testing/fake_figure_source.h"

namespace peerage::reporting {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using testing::FakeFigureSource;
using ::testing::IsEmpty;
using testing::MakeReportRequest;
using ::testing::SizeIs;

const store::Caller kCaller = {.identity = "local", .request_id = "r1"};
const Reader kReader = {kCaller, [](const auto&, const auto&) { return true; }};
const Reader kStranger = {kCaller, [](const auto&, const auto&) { return false; }};

// An archive whose disk is full when a test says so.
class FailingAudit : public store::MemoryReportArchive {
 public:
  using MemoryReportArchive::MemoryReportArchive;
  absl::Status Record(const store::AuditEntry& entry) override {
    return failure.ok() ? MemoryReportArchive::Record(entry) : failure;
  }

  absl::Status failure;
};

class ReportEngineTest : public ::testing::Test {
 protected:
  absl::StatusOr<v1::Report> Create(const v1::CreateReportRequest& request) {
    return engine_.Create(request, kCaller, {});
  }

  FakeFigureSource figures_;
  FailingAudit archive_{[] { return absl::FromUnixSeconds(1'600'000'000); }};
  ReportEngine engine_{figures_, archive_, [] { return absl::FromUnixMillis(1'600'000'000'250); }};
};

TEST_F(ReportEngineTest, OneRowSaysAllThatThePaperSays) {
  const auto report = Create(MakeReportRequest());
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->title(), "Aspirational MSG Positions");
  EXPECT_EQ(report->force_name(), "Essex");
  EXPECT_EQ(report->dataset_name(), "The paper");
  EXPECT_EQ(report->reporting_month_display(), "January 2020");
  EXPECT_EQ(report->previous_reporting_month_display(), "October 2019");
  EXPECT_EQ(report->terms().marking(), "OFFICIAL");
  EXPECT_EQ(report->seq(), 7);
  EXPECT_EQ(report->created_at().seconds(), 1'600'000'000);
  ASSERT_EQ(report->rows_size(), 1);
  EXPECT_EQ(report->rows(0).priority_area(), "Priority 1 - More local policing");
  EXPECT_EQ(report->rows(0).label(), "All Crime Offences");
  EXPECT_EQ(report->rows(0).sentence(),
            "Essex remains 8th in its MSG. In order to reach the MSG average, crime would need to "
            "reduce by 22,112 offences (22,669 previously). To reach the top quartile rank, crime "
            "would need to reduce by 34,801 offences (34,862 previously).");
}

TEST_F(ReportEngineTest, EveryAnswerIsOfTheSeqOfTheFirst) {
  ASSERT_TRUE(Create(MakeReportRequest()).ok());
  EXPECT_THAT(figures_.standings_requests, SizeIs(1));
  EXPECT_THAT(figures_.catalog_seqs, SizeIs(3));
  EXPECT_THAT(figures_.catalog_seqs, Each(7));
}

TEST_F(ReportEngineTest, TheDigestIsOfTheReportWithoutIt) {
  const auto report = Create(MakeReportRequest());
  EXPECT_EQ(report->digest(), DigestOf(*report));
  v1::Report changed = *report;
  changed.mutable_rows(0)->mutable_standing()->set_position(7);
  EXPECT_NE(DigestOf(changed), report->digest());
}

TEST_F(ReportEngineTest, TheSameKeyAndRequestGiveTheFirstReportWithoutRanking) {
  const auto first = Create(MakeReportRequest());
  figures_.failure = absl::UnavailableError("ranking is away");
  const auto again = Create(MakeReportRequest());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(DeterministicBytes(*again), DeterministicBytes(*first));
  EXPECT_THAT(figures_.standings_requests, SizeIs(1));
}

TEST_F(ReportEngineTest, TheSameKeyWithAnotherRequestIsRefused) {
  ASSERT_TRUE(Create(MakeReportRequest()).ok());
  v1::CreateReportRequest other = MakeReportRequest();
  other.set_title("Another paper");
  const absl::Status status = Create(other).status();
  EXPECT_TRUE(absl::IsAlreadyExists(status));
  EXPECT_EQ(client::ErrorReason(status), "KEY_REUSED");
}

TEST_F(ReportEngineTest, RankingsErrorPassesAndNothingIsKept) {
  figures_.failure = absl::NotFoundError("no force exess");
  EXPECT_EQ(Create(MakeReportRequest()).status(), figures_.failure);
  EXPECT_THAT(engine_.List({}, kReader)->reports(), IsEmpty());
}

TEST_F(ReportEngineTest, ABadRequestAsksNobody) {
  EXPECT_TRUE(absl::IsInvalidArgument(Create({}).status()));
  EXPECT_THAT(figures_.standings_requests, IsEmpty());
}

TEST_F(ReportEngineTest, ALineWithoutAComparablePeriodIsNamed) {
  v1::CreateReportRequest request = MakeReportRequest();
  request.add_lines()->set_measure_id("homicide-offences");
  request.mutable_lines(1)->set_label("Homicide Offences");
  figures_.standings.add_unavailable_measure_ids("homicide-offences");
  const auto report = Create(request);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->rows_size(), 1);
  EXPECT_THAT(report->unavailable(), ElementsAre("Homicide Offences"));
}

TEST_F(ReportEngineTest, NoComparablePeriodAtAllIsNoReport) {
  figures_.standings.clear_standings();
  figures_.standings.add_unavailable_measure_ids("all-crime-offences");
  const absl::Status status = Create(MakeReportRequest()).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status));
  EXPECT_EQ(client::ErrorReason(status), "NOT_LOADED");
}

TEST_F(ReportEngineTest, RowsStandInTheOrderOfTheLines) {
  core::Standing homicide = testing::MakeStanding();
  homicide.measure_id = "homicide-offences";
  homicide.measure_name = "Homicide";
  figures_.AddStanding(homicide, testing::CrimeWords());
  v1::CreateReportRequest request = MakeReportRequest();
  request.add_lines()->set_measure_id("homicide-offences");
  request.mutable_lines()->SwapElements(0, 1);
  const auto report = Create(request);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->rows(0).label(), "Homicide");
  EXPECT_EQ(report->rows(1).label(), "All Crime Offences");
}

TEST_F(ReportEngineTest, AnUntitledPaperIsNamedAfterForceGroupAndMonth) {
  v1::CreateReportRequest request = MakeReportRequest();
  request.clear_title();
  EXPECT_EQ(Create(request)->title(), "Essex's MSG position: January 2020 data");
}

TEST_F(ReportEngineTest, AKeptReportIsFoundById) {
  const auto report = Create(MakeReportRequest());
  EXPECT_EQ(DeterministicBytes(*engine_.Get(report->id(), kReader)), DeterministicBytes(*report));
  const absl::Status status = engine_.Get("rep-0000000000000000", kReader).status();
  EXPECT_TRUE(absl::IsNotFound(status));
  EXPECT_EQ(client::ErrorReason(status), "UNKNOWN_REPORT");
}

TEST_F(ReportEngineTest, ReportsAreListedPageByPageNewestFirst) {
  for (const char* key : {"key-number-000001", "key-number-000002", "key-number-000003"}) {
    v1::CreateReportRequest request = MakeReportRequest();
    request.set_idempotency_key(key);
    ASSERT_TRUE(Create(request).ok());
  }
  v1::ListReportsRequest request;
  request.set_page_size(2);
  const auto first = engine_.List(request, kReader);
  ASSERT_EQ(first->reports_size(), 2);
  EXPECT_EQ(first->reports(0).id(), ReportIdOf("local", "key-number-000003"));
  EXPECT_EQ(first->reports(0).title(), "Aspirational MSG Positions");
  request.set_page_token(first->next_page_token());
  const auto second = engine_.List(request, kReader);
  ASSERT_EQ(second->reports_size(), 1);
  EXPECT_EQ(second->reports(0).id(), ReportIdOf("local", "key-number-000001"));
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(ReportEngineTest, ABadPageIsRefused) {
  v1::ListReportsRequest request;
  request.set_page_size(1001);
  EXPECT_TRUE(absl::IsInvalidArgument(engine_.List(request, kReader).status()));
  request.set_page_size(10);
  request.set_page_token("x");
  EXPECT_TRUE(absl::IsInvalidArgument(engine_.List(request, kReader).status()));
}

TEST_F(ReportEngineTest, EveryReadOfADraftIsAudited) {
  const std::string id = Create(MakeReportRequest())->id();
  ASSERT_TRUE(Create(MakeReportRequest()).ok()) << "a replay shows it again";
  ASSERT_TRUE(engine_.Get(id, kReader).ok());
  ASSERT_TRUE(engine_.Get(id, kReader, ReportUse::kExport).ok());
  ASSERT_TRUE(engine_.List({}, kReader).ok());
  ASSERT_FALSE(engine_.Get("rep-none", kReader).ok());
  std::vector<std::string> rows;
  const auto audit = archive_.ReadAudit(0, 10);
  ASSERT_TRUE(audit.ok());
  for (const store::AuditRow& row : *audit) {
    rows.push_back(row.entry.action + " " + row.entry.object);
    EXPECT_EQ(row.entry.caller.identity, "local");
    EXPECT_EQ(row.entry.caller.request_id, "r1");
  }
  EXPECT_THAT(rows, ElementsAre("create report " + id, "read report " + id, "read report " + id,
                                "export report " + id, "list reports 1 of ordinals 1 to 1"));
}

TEST_F(ReportEngineTest, ForAStrangerThereIsNoReportAndNoRow) {
  const std::string id = Create(MakeReportRequest())->id();
  EXPECT_EQ(engine_.Get(id, kStranger).status(), NoSuchReport(id));
  EXPECT_THAT(engine_.List({}, kStranger)->reports(), IsEmpty());
  EXPECT_EQ(archive_.LastAuditOrdinal().value(), 1) << "the row of its making";
}

TEST_F(ReportEngineTest, WhatCannotBeAuditedIsNotShown) {
  const std::string id = Create(MakeReportRequest())->id();
  archive_.failure = absl::ResourceExhaustedError("the disk is full");
  EXPECT_EQ(client::ErrorReason(engine_.Get(id, kReader).status()), "STORAGE_FULL");
  EXPECT_FALSE(engine_.List({}, kReader).ok());
}

}  // namespace
}  // namespace peerage::reporting
