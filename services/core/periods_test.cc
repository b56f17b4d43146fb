// Windows, vintages and the latest comparable period.
#include <gtest/gtest.h>

#include "services/core/latest.h"
#include "services/core/population.h"
#include "services/core/rolling_window.h"

namespace peerage::core {
namespace {

using Months = std::vector<Month>;

TEST(RollingWindow, IsTiledByWholeStoredPeriods) {
  EXPECT_EQ(TilingPeriods({Month(2019, 12), 12}, 3),
            (Months{Month(2019, 3), Month(2019, 6), Month(2019, 9), Month(2019, 12)}));
  EXPECT_EQ(TilingPeriods({Month(2019, 12), 12}, 12), Months{Month(2019, 12)});
  EXPECT_TRUE(TilingPeriods({Month(2019, 12), 12}, 5).empty());
  EXPECT_TRUE(TilingPeriods({Month(2019, 12), 3}, 12).empty());
}

TEST(RollingWindow, IsMissingIfAnyPartIs) {
  const Count part{5, ObservationStatus::kFinal};
  const Count missing{0, ObservationStatus::kMissing};
  const Count suppressed{0, ObservationStatus::kSuppressed};
  EXPECT_EQ(Sum(part, part).value, 10);
  EXPECT_EQ(Sum(part, missing).status, ObservationStatus::kMissing);
  EXPECT_EQ(Sum(suppressed, part).status, ObservationStatus::kSuppressed);
  EXPECT_EQ(Sum(part, Count{-7, ObservationStatus::kProvisional}).value, -2);
  EXPECT_EQ(Sum(part, Count{-7, ObservationStatus::kProvisional}).status,
            ObservationStatus::kProvisional);
}

TEST(RollingWindow, ASumBeyondAllNumbersIsMissing) {
  const Count most{INT64_MAX, ObservationStatus::kFinal};
  EXPECT_EQ(Sum(most, Count{1, ObservationStatus::kFinal}).status, ObservationStatus::kMissing);
}

TEST(Population, AJunePeriodBeginsANewVintage) {
  EXPECT_TRUE(VintageServes(Month(2018, 6), Month(2019, 6)));
  EXPECT_FALSE(VintageServes(Month(2018, 6), Month(2019, 5)));
  const Months vintages = {Month(2016, 6), Month(2017, 6), Month(2018, 6)};
  const auto all = [](Month) { return true; };
  EXPECT_EQ(ChooseVintage(vintages, Month(2019, 3), all), Month(2017, 6));
  EXPECT_EQ(ChooseVintage(vintages, Month(2019, 6), all), Month(2018, 6));
  EXPECT_EQ(ChooseVintage(vintages, Month(2017, 5), all), std::nullopt);
}

TEST(Population, OneVintageMustHoldEveryForce) {
  const Months vintages = {Month(2017, 6), Month(2018, 6)};
  EXPECT_EQ(ChooseVintage(vintages, Month(2019, 12),
                          [](Month vintage) { return vintage == Month(2017, 6); }),
            Month(2017, 6));
}

TEST(Population, IsStaleAfterThirtySixMonths) {
  EXPECT_FALSE(IsStaleVintage(Month(2018, 6), Month(2021, 6)));
  EXPECT_TRUE(IsStaleVintage(Month(2018, 6), Month(2021, 9)));
}

TEST(Population, TheNewestMidYearIsAYearBeforeThePeriodsEnd) {
  // What the eight editions of ONS's tables divide by.
  const std::pair<Month, int> cases[] = {{Month(2018, 3), 2016}, {Month(2018, 6), 2017},
                                         {Month(2018, 9), 2017}, {Month(2018, 12), 2017},
                                         {Month(2019, 3), 2017}, {Month(2019, 6), 2018},
                                         {Month(2019, 9), 2018}, {Month(2019, 12), 2018}};
  for (const auto& [end, year] : cases) {
    EXPECT_EQ(NewestMidYear(end), Month(year, 6)) << end.ToString();
    EXPECT_TRUE(VintageServes(NewestMidYear(end), end));
    EXPECT_FALSE(VintageServes(NewestMidYear(end) + 12, end));
  }
}

TEST(Population, ByPeriodItIsNamedByItsMidYear) {
  const Series chosen{.id = "population", .population = true, .source = "ONS"};
  Series printed = chosen;
  printed.population_by_period = true;
  EXPECT_EQ(MidYearOf(chosen, Month(2017, 6)), Month(2017, 6));
  EXPECT_EQ(MidYearOf(printed, Month(2019, 12)), Month(2018, 6));
  EXPECT_EQ(VintageName(printed, Month(2019, 3)), "ONS mid-2017");
}

// The twelve rows of the paper of January 2020: what is loaded, and which
// period that paper and the one before it show.
struct PaperRow {
  const char* measure;
  Month first;
  Month last;
  int step;
  int available_after;
  Month shown;
  Month shown_before;
};

const PaperRow kPaper[] = {
    {"public-confidence", {2016, 6}, {2019, 9}, 3, 3, {2019, 9}, {2019, 6}},
    {"all-crime-offences", {2018, 10}, {2020, 1}, 1, 0, {2020, 1}, {2019, 10}},
    {"all-crime-solved-rate", {2018, 10}, {2020, 1}, 1, 0, {2020, 1}, {2019, 10}},
    {"violence-with-injury-offences", {2018, 10}, {2020, 1}, 1, 0, {2020, 1}, {2019, 10}},
    {"violence-with-injury-solved-rate", {2018, 10}, {2020, 1}, 1, 0, {2020, 1}, {2019, 10}},
    {"killed-or-seriously-injured", {2017, 11}, {2018, 12}, 1, 0, {2018, 12}, {2018, 12}},
    {"drug-trafficking-offences", {2018, 10}, {2020, 1}, 1, 0, {2020, 1}, {2019, 10}},
    {"drug-trafficking-solved-rate", {2018, 10}, {2020, 1}, 1, 0, {2020, 1}, {2019, 10}},
    {"homicide-offences", {2018, 10}, {2020, 1}, 1, 0, {2020, 1}, {2019, 10}},
    {"homicide-solved-rate", {2018, 10}, {2020, 1}, 1, 0, {2020, 1}, {2019, 10}},
    {"officer-sickness", {2014, 3}, {2019, 3}, 12, 0, {2019, 3}, {2019, 3}},
    {"staff-sickness", {2013, 3}, {2018, 3}, 12, 0, {2018, 3}, {2018, 3}},
};

TEST(LatestComparable, GivesThePeriodsOfThePaper) {
  const auto always = [](Month) { return true; };
  for (const PaperRow& row : kPaper) {
    Months ends;
    for (Month end = row.first; end <= row.last; end = end + row.step) ends.push_back(end);
    EXPECT_EQ(LatestComparable(ends, Month(2020, 1), row.available_after, always), row.shown)
        << row.measure;
    EXPECT_EQ(LatestComparable(ends, Month(2019, 10), row.available_after, always),
              row.shown_before)
        << row.measure;
  }
}

TEST(LatestComparable, PassesOverPeriodsThatTooFewForcesHave) {
  const Months ends = {Month(2019, 11), Month(2019, 12), Month(2020, 1)};
  const auto own_only_in_january = [](Month end) { return end < Month(2020, 1); };
  EXPECT_EQ(LatestComparable(ends, Month(2020, 1), 0, own_only_in_january), Month(2019, 12));
  EXPECT_EQ(LatestComparable(ends, Month(2019, 10), 0, own_only_in_january), std::nullopt);
}

}  // namespace
}  // namespace peerage::core
