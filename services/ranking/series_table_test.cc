#include "services/ranking/series_table.h"

#include <gtest/gtest.h>

namespace peerage::ranking {
namespace {

using core::Month;

Plane PlaneOf(int64_t value) {
  const core::Count count{value, core::ObservationStatus::kFinal};
  return Plane(std::span(&count, 1));
}

// March revised by release 3, June with release 2.
SeriesTable Table() {
  SeriesTable table(3);
  table.Add(Month(2019, 6), 2, PlaneOf(60));
  table.Add(Month(2019, 3), 1, PlaneOf(30));
  table.Add(Month(2019, 3), 3, PlaneOf(33));
  return table;
}

TEST(SeriesTable, FindsTheNewestVersionThatIsNotNewer) {
  const SeriesTable table = Table();
  EXPECT_EQ(table.Find(Month(2019, 3), 1)->at(0).value, 30);
  EXPECT_EQ(table.Find(Month(2019, 3), 2)->at(0).value, 30);
  EXPECT_EQ(table.Find(Month(2019, 3), 9)->at(0).value, 33);
}

TEST(SeriesTable, FindsNothingBeforeItsFirstVersionOrBesideIt) {
  const SeriesTable table = Table();
  EXPECT_EQ(table.Find(Month(2019, 6), 1), nullptr);
  EXPECT_EQ(table.Find(Month(2019, 3), 0), nullptr);
  EXPECT_EQ(table.Find(Month(2019, 4), 9), nullptr);
  EXPECT_EQ(table.Find(Month(2019, 9), 9), nullptr);
}

TEST(SeriesTable, KnowsWhenAPeriodWasFirstHeld) {
  SeriesTable table = Table();
  table.Add(Month(2019, 3), 7, PlaneOf(70));
  EXPECT_EQ(table.FirstSeq(Month(2019, 3)), 1);
  EXPECT_EQ(table.FirstSeq(Month(2019, 9)), std::nullopt);
  EXPECT_EQ(table.FirstSeq(Month(2018, 12)), std::nullopt);
}

TEST(SeriesTable, NamesEachPeriodOnce) {
  EXPECT_EQ(Table().PeriodEnds(1), std::vector<Month>{Month(2019, 3)});
  EXPECT_EQ(Table().PeriodEnds(3), (std::vector<Month>{Month(2019, 3), Month(2019, 6)}));
}

TEST(SeriesTable, ASecondVersionOfOneReleaseReplacesTheFirst) {
  SeriesTable table = Table();
  table.Add(Month(2019, 3), 3, PlaneOf(34));
  EXPECT_EQ(table.Find(Month(2019, 3), 3)->at(0).value, 34);
  EXPECT_EQ(table.Find(Month(2019, 3), 2)->at(0).value, 30);
}

TEST(SeriesTable, CopiesKeepTheirOwnVersions) {
  SeriesTable copy = Table();
  const SeriesTable before = copy;
  copy.Add(Month(2019, 9), 4, PlaneOf(90));
  EXPECT_EQ(before.Find(Month(2019, 9), 4), nullptr);
  EXPECT_EQ(copy.Find(Month(2019, 9), 4)->at(0).value, 90);
}

}  // namespace
}  // namespace peerage::ranking
