#include "clients/cli/figure_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace peerage::cli {
namespace {

using core::Month;
using ingestion::v1::FigureChange;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

FigureChange Change(const std::string& area, const std::string& end, const std::string& before,
                    const std::string& after) {
  FigureChange change;
  change.set_series_id("all-crime");
  change.add_measure_ids("all-crime-offences");
  change.set_area_id(area);
  change.set_period_end(end);
  change.set_period_months(3);
  change.mutable_before()->set_figure(before);
  change.mutable_before()->set_status(before.empty() ? "missing" : "provisional");
  change.mutable_after()->set_figure(after);
  change.mutable_after()->set_status("final");
  change.set_seq(11);
  return change;
}

types::v1::Measure Rate() {
  types::v1::Measure measure;
  measure.set_id("all-crime-offences");
  measure.set_kind(types::v1::MEASURE_KIND_RATE_PER_POP);
  measure.add_numerator_series("all-crime");
  measure.add_denominator_series("population");
  measure.set_window_months(12);
  return measure;
}

TEST(FigureChanges, FiguresHaveCommas) {
  ingestion::v1::ReleaseFigure figure;
  EXPECT_EQ(FigureWords(false, figure), "nothing");
  figure.set_status("withdrawn");
  EXPECT_EQ(FigureWords(true, figure), "withdrawn");
  for (const auto& [digits, words] : {std::pair("151103", "151,103"),
                                      {"-1234.50", "-1,234.50"},
                                      {"-0.50", "-0.50"},
                                      {"0", "0"}}) {
    figure.set_figure(digits);
    EXPECT_EQ(FigureWords(true, figure), words);
  }
}

TEST(FigureChanges, APeriodBearsOnTheWindowsThatHoldIt) {
  FigureChange change = Change("essex", "2018-12", "1", "2");
  EXPECT_FALSE(BearsOn(change, Rate(), Month(2018, 9)));
  EXPECT_TRUE(BearsOn(change, Rate(), Month(2018, 12)));
  EXPECT_TRUE(BearsOn(change, Rate(), Month(2019, 9)));
  EXPECT_FALSE(BearsOn(change, Rate(), Month(2019, 12)));
  // A period as long as the window is the window.
  change.set_period_months(12);
  EXPECT_TRUE(BearsOn(change, Rate(), Month(2018, 12)));
  EXPECT_FALSE(BearsOn(change, Rate(), Month(2019, 3)));
}

TEST(FigureChanges, ResidentsBearOnAllThatFollows) {
  FigureChange change = Change("essex", "2018-06", "1", "2");
  change.set_series_id("population");
  EXPECT_TRUE(BearsOn(change, Rate(), Month(2020, 12)));
  change.set_series_id("homicide");
  EXPECT_FALSE(BearsOn(change, Rate(), Month(2018, 12)));
}

TEST(FigureChanges, ShowsTheNewestPeriodAndCountsTheOthers) {
  FigureChange revised = Change("leicestershire", "2018-12", "87167", "89967");
  revised.set_difference("2800");
  const std::vector<FigureChange> changes = {Change("essex", "2018-09", "1", "2"),
                                             Change("kent", "2018-12", "5", "5"), revised};
  EXPECT_THAT(RenderChanges({}, changes, {{"leicestershire", "Leicestershire"}}, false),
              AllOf(HasSubstr("all-crime, 3 months to December 2018"), HasSubstr("Leicestershire"),
                    HasSubstr("87,167"), HasSubstr("89,967"), HasSubstr("2,800"),
                    HasSubstr("1 figure of earlier periods"), HasSubstr("1 figure changed in"),
                    Not(HasSubstr("kent"))));
  EXPECT_THAT(RenderChanges({}, changes, {}, true), HasSubstr("September 2018"));
}

TEST(FigureChanges, AreFilteredByForceAndMeasure) {
  ingestion::v1::DiffReleasesResponse diff;
  *diff.add_changes() = Change("essex", "2018-09", "1", "2");
  *diff.add_changes() = Change("kent", "2018-09", "1", "2");
  EXPECT_EQ(Filter(diff, {}).size(), 2u);
  EXPECT_EQ(Filter(diff, {.force = "kent"}).size(), 1u);
  EXPECT_EQ(Filter(diff, {.measure = "homicide-offences"}).size(), 0u);
}

}  // namespace
}  // namespace peerage::cli
