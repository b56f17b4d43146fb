#include "services/reporting/report_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/status.h"
#include "services/runtime/idempotency_key.h"
#include "tests/testing/fake_figure_source.h"

namespace peerage::reporting {
namespace {

using ::testing::ElementsAre;
using testing::MakeReportRequest;

constexpr core::Month kThisMonth(2020, 3);

// "field: description" of everything that is wrong with a request.
std::vector<std::string> Faults(const v1::CreateReportRequest& request) {
  std::vector<std::string> faults;
  for (const auto& violation : client::FieldViolations(CheckCreateReport(request, kThisMonth))) {
    faults.push_back(violation.field + ": " + violation.description);
  }
  return faults;
}

TEST(ReportRequest, ASoundRequestPasses) {
  EXPECT_TRUE(CheckCreateReport(MakeReportRequest(), kThisMonth).ok());
}

TEST(ReportRequest, AnEmptyRequestNamesEveryRequiredField) {
  EXPECT_THAT(
      Faults({}),
      ElementsAre(std::string("idempotency_key: ") + runtime::kIdempotencyKeyRule,
                  "force_id: is empty: name a force", "dataset_id: is empty: name a dataset",
                  "reporting_month: '' is not a month: write it as YYYY-MM",
                  "lines: is empty: name at least one measure"));
}

TEST(ReportRequest, ThePreviousMonthLiesBefore) {
  v1::CreateReportRequest request = MakeReportRequest();
  request.set_previous_reporting_month("2020-01");
  EXPECT_THAT(Faults(request),
              ElementsAre("previous_reporting_month: 2020-01 is not before the reporting month "
                          "2020-01"));
}

TEST(ReportRequest, AMonthToComeCannotBeReported) {
  v1::CreateReportRequest request = MakeReportRequest();
  request.set_reporting_month("2020-03");
  EXPECT_THAT(Faults(request), ElementsAre());
  request.set_reporting_month("2020-04");
  EXPECT_THAT(Faults(request), ElementsAre("reporting_month: 2020-04 lies in the future"));
}

TEST(ReportRequest, AMeasureStandsOnce) {
  v1::CreateReportRequest request = MakeReportRequest();
  *request.add_lines() = request.lines(0);
  EXPECT_THAT(Faults(request), ElementsAre("lines[1].measure_id: 'all-crime-offences' stands in an "
                                           "earlier row as well"));
}

TEST(ReportRequest, TextStandsOnOneLine) {
  v1::CreateReportRequest request = MakeReportRequest();
  request.set_title("two\nlines");
  request.mutable_lines(0)->set_label(std::string(301, 'x'));
  EXPECT_THAT(Faults(request),
              ElementsAre("lines[0].label: is longer than 300 bytes: shorten it",
                          "title: holds a control character: write it on one line"));
}

TEST(ReportRequest, SixtyRowsAreTheMost) {
  v1::CreateReportRequest request = MakeReportRequest();
  for (int i = 0; i < 60; ++i) request.add_lines()->set_measure_id("m" + std::to_string(i));
  EXPECT_THAT(Faults(request), ElementsAre("lines: has 61 rows: 60 is the most"));
}

TEST(ReportRequest, TheQuestionKeepsTheOrderOfTheLines) {
  v1::CreateReportRequest request = MakeReportRequest();
  request.add_lines()->set_measure_id("a-measure");
  request.set_as_of_seq(5);
  request.set_group_id("england-and-wales");
  const auto question = StandingsRequestOf(request);
  EXPECT_THAT(question.measure_ids(), ElementsAre("all-crime-offences", "a-measure"));
  EXPECT_EQ(question.seq(), 5);
  EXPECT_EQ(question.group_id(), "england-and-wales");
  EXPECT_EQ(question.history_points(), 12);
}

TEST(ReportRequest, WithoutASeqTheNewestIsAsked) {
  EXPECT_EQ(StandingsRequestOf(MakeReportRequest()).as_of_case(),
            ranking::v1::ListStandingsRequest::AS_OF_NOT_SET);
}

TEST(ReportRequest, TheKeyIsNoPartOfTheDigest) {
  v1::CreateReportRequest request = MakeReportRequest();
  const std::string digest = RequestDigest(request);
  request.set_idempotency_key("another-key-0123");
  EXPECT_EQ(RequestDigest(request), digest);
  request.set_title("Another title");
  EXPECT_NE(RequestDigest(request), digest);
}

TEST(ReportRequest, AKeyMakesOneId) {
  EXPECT_EQ(ReportIdOf("local", "0123456789abcdef"), ReportIdOf("local", "0123456789abcdef"));
  EXPECT_NE(ReportIdOf("local", "0123456789abcdef"), ReportIdOf("kent", "0123456789abcdef"));
  EXPECT_THAT(ReportIdOf("local", "k"), ::testing::MatchesRegex("rep-[0-9a-f]{16}"));
}

}  // namespace
}  // namespace peerage::reporting
