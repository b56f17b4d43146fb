#include "services/core/position.h"

#include <gtest/gtest.h>

#include "tests/testing/measure_maker.h"

namespace peerage::core {
namespace {

using testing::MakeComparison;
using testing::MakeRate;
using testing::MakeSolvedRate;

TEST(Position, EqualRatesShareThePlaceAndTheNextIsSkipped) {
  const Comparison group = MakeComparison({{1, 10}, {2, 20}, {3, 10}, {0, 5}}, MakeRate());
  EXPECT_EQ(PositionOf(group, 0), 2);
  EXPECT_EQ(PositionOf(group, 1), 2);
  EXPECT_EQ(PositionOf(group, 2), 4);
  EXPECT_EQ(PositionOf(group, 3), 1);
  EXPECT_EQ(TiedWith(group, 0), std::vector<std::string>{"f01"});
  EXPECT_TRUE(TiedWith(group, 2).empty());
}

TEST(Position, HigherIsBetterCountsFromTheOtherEnd) {
  const Comparison group = MakeComparison({{1, 10}, {2, 10}}, MakeSolvedRate());
  EXPECT_EQ(PositionOf(group, 0), 2);
  EXPECT_EQ(PositionOf(group, 1), 1);
}

TEST(Position, AMissingForceHasNoneAndCountsForNobody) {
  const Comparison group = MakeComparison({{5, 10}, {0, 0}, {1, 10}}, MakeRate());
  EXPECT_EQ(PositionOf(group, 0), 2);
  EXPECT_EQ(PositionOf(group, 1), std::nullopt);
  EXPECT_EQ(group.ranked_of(), 2);
  EXPECT_EQ(group.missing(), std::vector<std::string>{"f01"});
}

TEST(Position, ZeroIsAValueAndANegativeSumIsOneToo) {
  const Comparison group = MakeComparison({{0, 10}, {-1, 10}, {1, 10}}, MakeRate());
  EXPECT_EQ(PositionOf(group, 1), 1);
  EXPECT_EQ(PositionOf(group, 0), 2);
}

TEST(Position, IsNeverDecidedOnDisplayedValues) {
  // Both read 9.15 per 1,000.
  const Comparison group = MakeComparison({{915001, 100000000}, {915000, 100000000}}, MakeRate());
  EXPECT_EQ(PositionOf(group, 0), 2);
  EXPECT_EQ(PositionOf(group, 1), 1);
}

}  // namespace
}  // namespace peerage::core
