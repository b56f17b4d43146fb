#include "services/core/yearly_change.h"

#include <gtest/gtest.h>

#include "services/core/position.h"
#include "tests/testing/measure_maker.h"

namespace peerage::core {
namespace {

using testing::MakeComparison;
using testing::MakeRate;
using testing::MakeSolvedRate;

TEST(YearlyChange, OfARateIsThePercentOfItsCount) {
  const Comparison now = MakeComparison({{110, 1000}, {90, 1000}}, MakeRate());
  const Comparison then = MakeComparison({{100, 1000}, {100, 1000}}, MakeRate());
  const auto changes = YearlyChanges(now, then, MakeRate());
  EXPECT_EQ(changes[0]->exact(), Rational(10));
  EXPECT_EQ(changes[1]->exact(), Rational(-10));
  EXPECT_EQ(PositionOf(changes, 0, Direction::kLowerIsBetter), 2);
}

TEST(YearlyChange, OfAPercentageIsInPoints) {
  const Comparison now = MakeComparison({{12, 100}}, MakeSolvedRate());
  const Comparison then = MakeComparison({{10, 200}}, MakeSolvedRate());
  EXPECT_EQ(YearlyChanges(now, then, MakeSolvedRate())[0]->exact(), Rational(7));
}

TEST(YearlyChange, FromZeroOrLessHasNoPercent) {
  const Comparison now = MakeComparison({{3, 1000}, {3, 1000}, {3, 1000}}, MakeRate());
  const Comparison then = MakeComparison({{0, 1000}, {-1, 1000}, {0, 0}}, MakeRate());
  for (const auto& change : YearlyChanges(now, then, MakeRate())) EXPECT_FALSE(change);
  EXPECT_EQ(CountRisen(now, then).rose_in, 2);
  EXPECT_EQ(CountRisen(now, then).of, 2);
}

TEST(YearlyChange, EqualChangesTie) {
  const Comparison now = MakeComparison({{2, 10}, {20, 10}, {5, 10}}, MakeRate());
  const Comparison then = MakeComparison({{1, 10}, {10, 10}, {5, 10}}, MakeRate());
  const auto changes = YearlyChanges(now, then, MakeRate());
  EXPECT_EQ(PositionOf(changes, 0, Direction::kLowerIsBetter), 2);
  EXPECT_EQ(PositionOf(changes, 1, Direction::kLowerIsBetter), 2);
}

}  // namespace
}  // namespace peerage::core
