#include "services/core/change_required.h"

#include <gtest/gtest.h>

#include "services/core/aspiration.h"
#include "services/core/average.h"
#include "tests/testing/measure_maker.h"

namespace peerage::core {
namespace {

using testing::MakeComparison;
using testing::MakeRate;
using testing::MakeSolvedRate;
using testing::MakeSurvey;

const Required& RequiredOf(const ChangeRequired& change) {
  return std::get<Required>(change.outcome);
}

ChangeRequired ToAverage(const Comparison& group, size_t subject, const Measure& measure) {
  return *ChangeToAverage(group, subject, measure, AverageMethod::kMeanOfRates, true);
}

TEST(ChangeRequired, ARateChangesByWholeThings) {
  // Rates 100 and 50 per 1,000: the average is 75, a quarter of 1,000 offences.
  const Comparison group = MakeComparison({{1000, 10000}, {500, 10000}}, MakeRate());
  const ChangeRequired change = ToAverage(group, 0, MakeRate());
  EXPECT_EQ(RequiredOf(change).count, -250);
  EXPECT_DOUBLE_EQ(RequiredOf(change).gap, -25);
  EXPECT_EQ(change.display, "-250 offences");
  EXPECT_EQ(change.magnitude_display, "250 offences");
  EXPECT_EQ(change.bracket_display, "250");
}

TEST(ChangeRequired, LessThanOneThingIsOneThing) {
  const Comparison group = MakeComparison({{6, 10000}, {5, 10000}, {6, 10000}}, MakeRate());
  const ChangeRequired change = ToAverage(group, 0, MakeRate());
  EXPECT_EQ(change.display, "-1 offence");
  EXPECT_EQ(RequiredOf(change).exact_count_display, "-0.33");
}

TEST(ChangeRequired, HigherIsBetterRoundsUp) {
  const Comparison group = MakeComparison({{10, 100}, {20, 101}}, MakeSolvedRate());
  const ChangeRequired change =
      ChangeToPositionOf(group, 0, MakeSolvedRate(), 1, TargetKind::kPosition);
  EXPECT_EQ(RequiredOf(change).count, 10);  // 19.8 of 100 needs 20.
  EXPECT_EQ(change.display, "9.8% points");
  EXPECT_EQ(change.bracket_display, "9.8% points");
}

TEST(ChangeRequired, ASurveyAsksForPointsOnly) {
  const Comparison group = MakeComparison({{50, 100}, {60, 100}}, MakeSurvey());
  const ChangeRequired change = ToAverage(group, 0, MakeSurvey());
  EXPECT_FALSE(RequiredOf(change).count);
  EXPECT_EQ(change.display, "5.0% points");
}

TEST(ChangeRequired, WhatIsRequiredNeverReadsAsNothing) {
  const Comparison group = MakeComparison({{5000, 10000}, {5004, 10000}}, MakeSurvey());
  const ChangeRequired change = ToAverage(group, 0, MakeSurvey());
  EXPECT_EQ(change.display, "less than 0.1% points");
  EXPECT_EQ(change.magnitude_display, "less than 0.1% points");
}

TEST(ChangeRequired, WhatIsReachedSaysSoWithItsMargin) {
  const Comparison group = MakeComparison({{10, 100}, {30, 100}}, MakeRate());
  const ChangeRequired change = ToAverage(group, 0, MakeRate());
  EXPECT_EQ(change.display, "N/A - already better than average.");
  EXPECT_DOUBLE_EQ(std::get<AlreadyReached>(change.outcome).margin, 100);
  EXPECT_TRUE(std::get<AlreadyReached>(change.outcome).beyond);
}

TEST(ChangeRequired, EqualToTheAverageIsAtTheAverage) {
  const Comparison group = MakeComparison({{10, 100}, {1, 10}}, MakeRate());
  const ChangeRequired change = ToAverage(group, 0, MakeRate());
  EXPECT_EQ(change.display, "N/A - already at average.");
  EXPECT_FALSE(std::get<AlreadyReached>(change.outcome).beyond);
}

TEST(ChangeRequired, AContextualMeasureIsBeyondAndNotBetter) {
  const Measure measure = MakeRate(Direction::kContextual);
  const Comparison group = MakeComparison({{10, 100}, {30, 100}}, measure);
  EXPECT_EQ(ToAverage(group, 0, measure).display, "N/A - already beyond the average.");
}

TEST(ChangeRequired, PositionSixOfEightCanBeBetterThanTheAverage) {
  // Two peers far behind pull the average down (a skewed group).
  const Comparison group = MakeComparison(
      {{50, 100}, {60, 100}, {61, 100}, {62, 100}, {63, 100}, {64, 100}, {10, 100}, {11, 100}},
      MakeSolvedRate());
  EXPECT_TRUE(ToAverage(group, 0, MakeSolvedRate()).reached());
  EXPECT_FALSE(
      ChangeToPositionOf(group, 0, MakeSolvedRate(), 2, TargetKind::kTopQuartile).reached());
}

TEST(ChangeRequired, TheTopQuartileOfEightIsTheSecondBestPeer) {
  const Comparison group = MakeComparison({{80, 1000},
                                           {10, 1000},
                                           {20, 1000},
                                           {30, 1000},
                                           {40, 1000},
                                           {50, 1000},
                                           {60, 1000},
                                           {70, 1000}},
                                          MakeRate());
  const ChangeRequired change =
      ChangeToPositionOf(group, 0, MakeRate(), TopQuartilePosition(8), TargetKind::kTopQuartile);
  EXPECT_EQ(RequiredOf(change).count, -60);
  const Comparison best = MakeComparison({{1, 1000}, {2, 1000}}, MakeRate());
  EXPECT_EQ(ChangeToPositionOf(best, 0, MakeRate(), 1, TargetKind::kTopQuartile).display,
            "N/A - already at top quartile rank.");
}

TEST(ChangeRequired, EveryPositionButTheLastHasOne) {
  const Comparison group =
      MakeComparison({{30, 1000}, {10, 1000}, {10, 1000}, {0, 0}, {40, 1000}}, MakeRate());
  const auto changes = ChangesToPositions(group, 0, MakeRate());
  ASSERT_EQ(changes.size(), 3);
  EXPECT_EQ(changes[0].change.display, "-20 offences");
  EXPECT_EQ(changes[1].change.display, "-20 offences") << "equalling a tie is enough";
  EXPECT_EQ(changes[2].change.display, "N/A - already at this position.");
}

TEST(ChangeRequired, AnAverageThatMovesAsksForMore) {
  const Comparison group = MakeComparison({{1000, 10000}, {500, 10000}}, MakeRate());
  const auto moving =
      ChangeToAverageSelfConsistent(group, 0, MakeRate(), AverageMethod::kMeanOfRates, true);
  EXPECT_EQ(RequiredOf(*moving).count, -500);
  const auto pooled =
      ChangeToAverageSelfConsistent(group, 0, MakeRate(), AverageMethod::kPooled, true);
  EXPECT_EQ(RequiredOf(*pooled).count, -500);
  const auto without =
      ChangeToAverageSelfConsistent(group, 0, MakeRate(), AverageMethod::kMeanOfRates, false);
  EXPECT_EQ(without, ChangeToAverage(group, 0, MakeRate(), AverageMethod::kMeanOfRates, false));
}

}  // namespace
}  // namespace peerage::core
