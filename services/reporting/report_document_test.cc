#include "services/reporting/report_document.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "clients/cpp/status.h"
#include "services/reporting/csv_cell.h"
#include "services/reporting/report_builder.h"
#include "services/reporting/report_bytes.h"
#include "tests/testing/fake_figure_source.h"

namespace peerage::reporting {
namespace {

using testing::FakeFigureSource;
using ::testing::HasSubstr;
using testing::MakeReportRequest;
using ::testing::Not;
using ::testing::StartsWith;

v1::Report MakeReport(const FakeFigureSource& figures,
                      const v1::CreateReportRequest& request = MakeReportRequest()) {
  ReportSources sources{
      .standings = figures.standings, .measures = figures.measures, .dataset = figures.dataset};
  v1::Report report = BuildReport(request, sources).value();
  report.set_id("rep-0123456789abcdef");
  report.set_digest("d1");
  return report;
}

std::string Render(const v1::Report& report, v1::ReportFormat format) {
  return MakeDocument(report, format).value().bytes;
}

TEST(ReportDocument, AnUnknownFormatIsRefused) {
  const absl::Status status = MakeDocument({}, v1::REPORT_FORMAT_UNSPECIFIED).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_EQ(client::ErrorReason(status), "UNKNOWN_FORMAT");
}

TEST(ReportDocument, TheFileNameSaysForceMonthAndDataset) {
  const auto document = MakeDocument(MakeReport({}), v1::REPORT_FORMAT_HTML);
  EXPECT_EQ(document->file_name, "essex-2020-01-paper-2020-01.html");
  EXPECT_EQ(document->media_type, "text/html; charset=utf-8");
  v1::Report report = MakeReport({});
  report.set_force_id("../x");
  EXPECT_EQ(MakeDocument(report, v1::REPORT_FORMAT_CSV)->file_name,
            "---x-2020-01-paper-2020-01.csv");
}

TEST(JsonReport, ReadsBackAsTheSameReport) {
  const v1::Report report = MakeReport({});
  v1::Report back;
  ASSERT_TRUE(
      google::protobuf::util::JsonStringToMessage(Render(report, v1::REPORT_FORMAT_JSON), &back)
          .ok());
  EXPECT_EQ(DeterministicBytes(back), DeterministicBytes(report));
}

TEST(JsonReport, DefaultsAreWritten) {
  EXPECT_THAT(Render(MakeReport({}), v1::REPORT_FORMAT_JSON), HasSubstr("\"lagMonths\": 0"));
}

TEST(CsvCell, TextThatWouldBeAFormulaGetsAnApostrophe) {
  for (const char* text :
       {"=1+1", "+1", "-1", "@x", "\tx", "\uFF1D1", "\uFF0B1", "\uFF0D1", "\uFF201"}) {
    EXPECT_EQ(TextCell(text), "'" + std::string(text));
  }
  EXPECT_EQ(TextCell("\rx"), "\"'\rx\"");
  EXPECT_EQ(TextCell("\nx"), "\"'\nx\"");
  EXPECT_EQ(TextCell("a-b"), "a-b");
}

TEST(CsvCell, QuotesAreDoubled) {
  EXPECT_EQ(TextCell("a,\"b\""), "\"a,\"\"b\"\"\"");
  EXPECT_EQ(TextCell("plain"), "plain");
  EXPECT_EQ(TextCell(""), "");
}

TEST(CsvCell, NumbersStayNumbersAndAreNotRounded) {
  EXPECT_EQ(NumberCell(100000), "100000") << "no exponent, which importers refuse";
  EXPECT_EQ(NumberCell(0.0001), "0.0001");
  EXPECT_EQ(NumberCell(-22112), "-22112");
  EXPECT_EQ(NumberCell(91.56123456789), "91.56123456789");
}

TEST(CsvReport, HasALineOfNamesAndALineAMeasure) {
  const std::string csv = Render(MakeReport({}), v1::REPORT_FORMAT_CSV);
  EXPECT_THAT(csv, StartsWith("force_id,force,dataset_id,reporting_month,priority_area,measure_id,"
                              "measure,period_end,period_months,period_note,value,value_display,"));
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 2);
  EXPECT_THAT(csv, HasSubstr("\r\nessex,Essex,paper-2020-01,2020-01,"
                             "Priority 1 - More local policing,all-crime-offences,"
                             "All Crime Offences,2020-01,12,,91.6,\"91.60 per 1,000 pop.\","
                             "\"per 1,000 pop.\",168000,1834000,population,8,8th of 8,8,,,"));
  EXPECT_THAT(csv, HasSubstr(",\"'-22,112 offences\","));
  EXPECT_THAT(csv, HasSubstr(",7,rep-0123456789abcdef,d1,OFFICIAL,The peers are invented.,"
                             "Contains public sector information.,Essex Police,OGL v3.0,,,\r\n"));
}

TEST(CsvReport, TheChangeOnTheYearIsInNumbersAndCaveatsInOneCell) {
  FakeFigureSource figures;
  core::Standing standing = testing::MakeStanding();
  standing.change_on_year = core::ChangeOnYear{
      .from_period = {{2019, 1}, 12}, .count = 16911, .percent = 11.2, .display = "11.2%"};
  standing.top_quartile_value = 72.62;
  standing.top_quartile_value_display = "72.62 per 1,000 pop.";
  standing.caveats = {{core::CaveatKind::kStaleData, "Old."},
                      {core::CaveatKind::kProvisional, "Not final."}};
  *figures.standings.mutable_standings(0) = wire::ToProto(standing);
  const std::string csv = Render(MakeReport(figures), v1::REPORT_FORMAT_CSV);
  EXPECT_THAT(csv, HasSubstr(",change_on_year_count,change_on_year_percent,change_on_year_points,"
                             "change_on_year_display,"));
  EXPECT_THAT(csv, HasSubstr(",16911,11.2,,11.2%,"));
  EXPECT_THAT(csv, HasSubstr(",72.62,\"72.62 per 1,000 pop.\","));
  EXPECT_THAT(csv, HasSubstr(",Old. | Not final.,"));
}

TEST(HtmlReport, IsOneWholePageInBritishEnglishWithoutScripts) {
  const std::string html = Render(MakeReport({}), v1::REPORT_FORMAT_HTML);
  EXPECT_THAT(html, StartsWith("<!DOCTYPE html>\n<html lang=\"en-GB\">"));
  EXPECT_THAT(html, HasSubstr("</html>"));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("http")));
  EXPECT_THAT(html, HasSubstr("<title>Aspirational MSG Positions – Essex, January 2020</title>"));
}

TEST(HtmlReport, MarkingStandsOnTopAtTheBottomAndOnPaper) {
  const std::string html = Render(MakeReport({}), v1::REPORT_FORMAT_HTML);
  EXPECT_THAT(html, HasSubstr("<p class=\"marking\">OFFICIAL</p>"));
  EXPECT_THAT(html, HasSubstr("<p class=\"marking marking-end\">OFFICIAL</p>"));
  EXPECT_THAT(html, HasSubstr("@top-center { content: \"OFFICIAL\"; }"));
}

v1::Report MakeRestricted() {
  FakeFigureSource figures;
  auto& terms = *figures.dataset.mutable_terms();
  terms.set_audience("police forces");
  terms.set_outside_naming(types::v1::OUTSIDE_NAMING_ANONYMOUS);
  terms.set_publishable_from("2020-04-23");
  return MakeReport(figures);
}

TEST(HtmlReport, SaysWhoMaySeeItAndFromWhen) {
  const std::string html = Render(MakeRestricted(), v1::REPORT_FORMAT_HTML);
  EXPECT_THAT(html, HasSubstr("<p>For police forces. Other forces are not named to anybody else. "
                              "Not to be published before 23 April 2020.</p>"));
  EXPECT_THAT(html, HasSubstr("<p>Source: Essex Police. Licence: OGL v3.0.</p>"));
  EXPECT_THAT(Render(MakeReport({}), v1::REPORT_FORMAT_HTML),
              Not(HasSubstr("Not to be published")));
}

TEST(CsvReport, CarriesTheTermsOnEveryLine) {
  const std::string csv = Render(MakeRestricted(), v1::REPORT_FORMAT_CSV);
  EXPECT_THAT(csv, HasSubstr(",source,licence,audience,outside_naming,publishable_from\r\n"));
  EXPECT_THAT(csv, HasSubstr(",Essex Police,OGL v3.0,police forces,anonymous,2020-04-23\r\n"));
}

TEST(JsonReport, CarriesTheTerms) {
  const std::string json = Render(MakeRestricted(), v1::REPORT_FORMAT_JSON);
  EXPECT_THAT(json, HasSubstr("\"audience\": \"police forces\""));
  EXPECT_THAT(json, HasSubstr("\"outsideNaming\": \"OUTSIDE_NAMING_ANONYMOUS\""));
  EXPECT_THAT(json, HasSubstr("\"publishableFrom\": \"2020-04-23\""));
}

TEST(HtmlReport, ANoticeStandsBeforeEveryFigure) {
  const std::string html = Render(MakeReport({}), v1::REPORT_FORMAT_HTML);
  EXPECT_LT(html.find("The peers are invented."), html.find("91.60 per 1,000 pop."));
}

TEST(HtmlReport, TheTablesShowTheStandingsOwnTexts) {
  const std::string html = Render(MakeReport({}), v1::REPORT_FORMAT_HTML);
  EXPECT_THAT(html, HasSubstr("<td class=\"value\" data-column=\"Value\">91.60 per 1,000 pop. "
                              "<span class=\"note\">168,000 offences</span></td>"));
  EXPECT_THAT(html, HasSubstr("<td class=\"position\" data-column=\"MSG position\">8th of 8</td>"));
  EXPECT_THAT(html, HasSubstr(">-22,112 offences</td>"));
  EXPECT_THAT(html, HasSubstr(">-34,801 offences</td>"));
  EXPECT_THAT(html, HasSubstr("4th in MSG <span class=\"verdict below\">Below Aspiration</span>"));
  EXPECT_THAT(html, HasSubstr("<td class=\"sentence\" data-column=\"Update\">Essex remains 8th in "
                              "its MSG. In order to"));
  EXPECT_THAT(html, HasSubstr("not verified for this period"));
}

TEST(HtmlReport, ASparklineHasWords) {
  FakeFigureSource figures;
  core::Standing standing = testing::MakeStanding();
  for (int month = 11; month >= 0; --month) {
    standing.history.push_back(
        {.period = {standing.period.end - month, 12}, .position = 8, .ranked_of = 8});
  }
  *figures.standings.mutable_standings(0) = wire::ToProto(standing);
  const std::string html = Render(MakeReport(figures), v1::REPORT_FORMAT_HTML);
  EXPECT_THAT(
      html, HasSubstr("<svg role=\"img\" aria-labelledby=\"sparkline-1-title sparkline-1-words\""));
  EXPECT_THAT(
      html, HasSubstr("<title id=\"sparkline-1-title\">All Crime Offences: position in the last 12 "
                      "periods, first place on top</title>"));
  EXPECT_THAT(html, HasSubstr("<desc id=\"sparkline-1-words\">February 2019 to January 2020: 8, 8, "
                              "8, 8, 8, 8, 8, 8, 8, 8, "
                              "8, 8. Aspiration: position 4.</desc>"));
}

TEST(HtmlReport, EveryTextIsEscaped) {
  FakeFigureSource figures;
  const std::string hostile = "<script>alert('x')</script>&\"";
  v1::CreateReportRequest request = MakeReportRequest();
  request.set_title(hostile);
  request.set_report_to(hostile);
  request.mutable_lines(0)->set_label(hostile);
  request.mutable_lines(0)->set_priority_area(hostile);
  figures.standings.mutable_standings(0)->set_force_name(hostile);
  figures.standings.mutable_standings(0)->mutable_group()->set_name(hostile);
  figures.standings.mutable_standings(0)->mutable_value()->set_display(hostile);
  figures.dataset.set_name(hostile);
  auto& terms = *figures.dataset.mutable_terms();
  for (std::string* text :
       {terms.mutable_source(), terms.mutable_licence(), terms.mutable_attribution(),
        terms.mutable_marking(), terms.mutable_notice(), terms.mutable_audience()}) {
    *text = "</style>" + hostile;
  }
  const std::string html = Render(MakeReport(figures, request), v1::REPORT_FORMAT_HTML);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  // The style's own end and no other.
  EXPECT_EQ(html.find("</style>"), html.rfind("</style>"));
  EXPECT_THAT(html,
              HasSubstr("<h1>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;</h1>"));
}

TEST(HtmlReport, AForceWithoutAspirationsSaysSo) {
  FakeFigureSource figures;
  core::Standing standing = testing::MakeStanding();
  standing.force_name = "Kent";
  standing.group = testing::MakeEnglandAndWales();
  standing.aspiration.reset();
  *figures.standings.mutable_standings(0) = wire::ToProto(standing);
  const std::string html = Render(MakeReport(figures), v1::REPORT_FORMAT_HTML);
  EXPECT_THAT(html, HasSubstr("none declared <span class=\"verdict none\">No aspiration</span>"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"col\">England and Wales position</th>"));
  EXPECT_THAT(html, Not(HasSubstr("MSG average")));
}

TEST(HtmlReport, EnglandAndWalesHasOneColumnAndBothItsFigures) {
  FakeFigureSource figures;
  core::Standing standing = testing::MakeStanding();
  standing.national = core::National{.position = 8,
                                     .position_display = "8",
                                     .ranked_of = 8,
                                     .value = {.number = 88.1, .display = "88.10 per 1,000 pop."}};
  *figures.standings.mutable_standings(0) = wire::ToProto(standing);
  EXPECT_THAT(Render(MakeReport(figures), v1::REPORT_FORMAT_HTML),
              HasSubstr("<th scope=\"col\">National position</th>"));
  standing.group = testing::MakeEnglandAndWales();
  *figures.standings.mutable_standings(0) = wire::ToProto(standing);
  const std::string html = Render(MakeReport(figures), v1::REPORT_FORMAT_HTML);
  EXPECT_THAT(html, Not(HasSubstr("National position")));
  EXPECT_THAT(html, HasSubstr("England and Wales: 88.10 per 1,000 pop.</span>"));
}

TEST(HtmlReport, AForceThatIsNotRankedSaysWhy) {
  FakeFigureSource figures;
  core::Standing standing = testing::MakeStanding();
  standing.group = testing::MakeEnglandAndWales();
  standing.position.reset();
  standing.no_position = core::NoPosition::kExcluded;
  *figures.standings.mutable_standings(0) = wire::ToProto(standing);
  const v1::Report report = MakeReport(figures);
  EXPECT_THAT(Render(report, v1::REPORT_FORMAT_HTML),
              HasSubstr("no position <span class=\"note\">not ranked in England and Wales</span>"));
  EXPECT_THAT(Render(report, v1::REPORT_FORMAT_CSV),
              HasSubstr(",no position,8,not ranked in England and Wales,"));
}

TEST(HtmlReport, WhatIsNeitherBetterNorWorseHasNoColourOfEither) {
  FakeFigureSource figures;
  core::Standing standing = testing::MakeStanding();
  standing.direction = core::Direction::kContextual;
  *figures.standings.mutable_standings(0) = wire::ToProto(standing);
  EXPECT_THAT(Render(MakeReport(figures), v1::REPORT_FORMAT_HTML),
              HasSubstr("<span class=\"verdict neutral\">Below Aspiration</span>"));
}

TEST(HtmlReport, NeighboursShareTheirPriorityArea) {
  FakeFigureSource figures;
  core::Standing homicide = testing::MakeStanding();
  homicide.measure_id = "homicide-offences";
  figures.AddStanding(homicide, testing::CrimeWords());
  v1::CreateReportRequest request = MakeReportRequest();
  *request.add_lines() = request.lines(0);
  request.mutable_lines(1)->set_measure_id("homicide-offences");
  const std::string html = Render(MakeReport(figures, request), v1::REPORT_FORMAT_HTML);
  size_t headings = 0;
  for (size_t at = html.find("scope=\"rowgroup\""); at != std::string::npos;
       at = html.find("scope=\"rowgroup\"", at + 1)) {
    ++headings;
  }
  EXPECT_EQ(headings, 2u) << "one in each table";
}

}  // namespace
}  // namespace peerage::reporting
