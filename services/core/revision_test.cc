#include "services/core/revision.h"

#include <gtest/gtest.h>

namespace peerage::core {
namespace {

constexpr Period kPeriod{Month(2018, 12), 12};

RevisionSummary Summarise(const std::vector<std::pair<int64_t, int64_t>>& pairs, int decimals = 0) {
  RevisionTally tally(decimals);
  int force = 0;
  for (const auto& [first, newest] : pairs) {
    tally.Add("f" + std::to_string(force++), kPeriod, first, newest);
  }
  return tally.Finish();
}

TEST(Revision, NothingComparedHasNoMedian) {
  const RevisionSummary summary = Summarise({});
  EXPECT_EQ(summary.compared, 0);
  EXPECT_FALSE(summary.median_percent || summary.largest_up || summary.largest_down);
  EXPECT_EQ(summary.median_percent_display, "");
}

// Leicestershire and Essex, year to December 2018, as ONS published them and as
// the Home Office revised them.
TEST(Revision, TellsTheLargestEachWay) {
  const RevisionSummary summary = Summarise({{87'167, 89'967}, {151'103, 150'911}});
  EXPECT_EQ(summary.revised, 2);
  EXPECT_EQ(summary.largest_up->force_id, "f0");
  EXPECT_EQ(summary.largest_up->first_display, "87,167");
  EXPECT_EQ(summary.largest_up->newest_display, "89,967");
  EXPECT_EQ(summary.largest_up->percent_display, "3.2%");
  EXPECT_EQ(summary.largest_down->percent_display, "-0.1%");
  EXPECT_EQ(summary.median_percent_display, "1.7%");
}

TEST(Revision, WhatDidNotChangeCountsInTheMedian) {
  const RevisionSummary summary = Summarise({{100, 100}, {100, 110}, {100, 100}});
  EXPECT_EQ(summary.compared, 3);
  EXPECT_EQ(summary.revised, 1);
  EXPECT_EQ(summary.median_percent, 0);
  EXPECT_EQ(summary.median_percent_display, "0.0%");
  EXPECT_FALSE(summary.largest_down);
}

TEST(Revision, AFirstOfZeroHasNoPercent) {
  const RevisionSummary summary = Summarise({{0, 5}, {0, 0}});
  EXPECT_EQ(summary.compared, 2);
  EXPECT_EQ(summary.revised, 1);
  EXPECT_FALSE(summary.median_percent || summary.largest_up);
}

TEST(Revision, ANegativeFirstRisesWhenItGrows) {
  EXPECT_EQ(Summarise({{-2, -1}}).largest_up->percent, 50);
  EXPECT_EQ(Summarise({{-1, -2}}).largest_down->percent, -100);
}

TEST(Revision, OfEqualOnesTheFirstIsTold) {
  EXPECT_EQ(Summarise({{100, 110}, {200, 220}}).largest_up->force_id, "f0");
}

TEST(Revision, AMedianAboveZeroNeverReadsAsZero) {
  EXPECT_EQ(Summarise({{10'000, 10'001}}).median_percent_display, "less than 0.1%");
}

TEST(Revision, DecimalsAreTheSeries) {
  const RevisionSummary summary = Summarise({{70'552, 70'652}}, 2);
  EXPECT_EQ(summary.largest_up->first, 705.52);
  EXPECT_EQ(summary.largest_up->first_display, "705.52");
}

}  // namespace
}  // namespace peerage::core
