#include "clients/cli/report_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace peerage::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

reporting::v1::Report MakeReport() {
  reporting::v1::Report report;
  report.set_id("rep-0123456789abcdef");
  report.set_title("Plan on a Page");
  report.set_force_name("Essex");
  report.set_reporting_month_display("January 2020");
  report.set_previous_reporting_month_display("October 2019");
  report.set_group_note("The membership is not verified.");
  report.mutable_terms()->set_marking("OFFICIAL");
  auto* list = report.add_summary();
  list->set_heading("Essex is meeting its aspiration in one area:");
  list->add_items("Public Confidence");
  for (const char* label : {"Public Confidence", "All Crime"}) {
    auto* row = report.add_rows();
    row->set_priority_area("Priority 1 - Local policing");
    row->set_label(label);
    row->set_period_note("last data to September 2019");
    row->set_sentence("Essex remains 8th in its MSG.");
    row->mutable_standing()->set_position(8);
    row->mutable_standing()->set_position_display("8");
    row->mutable_standing()->set_ranked_of(8);
  }
  report.add_notes("Read with care.");
  report.add_caveats("Read with care.");
  return report;
}

int Count(const std::string& text, const std::string& words) {
  int count = 0;
  for (size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
    ++count;
  }
  return count;
}

TEST(ReportText, HasThePartsOfThePaper) {
  const std::string text = RenderReport({}, MakeReport());
  EXPECT_THAT(text, HasSubstr("Essex, January 2020 compared with October 2019\n"));
  EXPECT_THAT(text, HasSubstr("The membership is not verified.\n"));
  EXPECT_THAT(text, HasSubstr("one area:\n  - Public Confidence\n"));
  EXPECT_THAT(text, HasSubstr("Public Confidence (last data to September 2019)"));
  EXPECT_THAT(text, HasSubstr("* All Crime: Essex remains 8th in its MSG.\n"));
  EXPECT_THAT(text, Not(HasSubstr("Report to")));
}

TEST(ReportText, NamesAPriorityAreaOnceATable) {
  EXPECT_EQ(Count(RenderReport({}, MakeReport()), "Priority 1 - Local policing"), 2);
}

TEST(ReportText, SaysNothingTwice) {
  EXPECT_EQ(Count(RenderReport({}, MakeReport()), "Read with care."), 1);
}

}  // namespace
}  // namespace peerage::cli
