#include "services/core/average.h"

#include <gtest/gtest.h>

#include "tests/testing/measure_maker.h"

namespace peerage::core {
namespace {

using testing::MakeComparison;
using testing::MakeRate;

Comparison Group() {
  return MakeComparison({{10, 100}, {30, 100}, {0, 0}, {100, 1000}}, MakeRate());
}

TEST(Average, TheMeanOfRatesWeighsForcesEqually) {
  const auto average = GroupAverage(Group(), 0, AverageMethod::kMeanOfRates, true);
  EXPECT_EQ(average->exact(), Rational(500, 3));
  EXPECT_NEAR(average->approximate(), 500.0 / 3, 1e-9);
}

TEST(Average, ThePooledOneWeighsByDenominator) {
  EXPECT_EQ(GroupAverage(Group(), 0, AverageMethod::kPooled, true)->exact(),
            Rational(140 * 1000, 1200));
}

TEST(Average, MayLeaveTheSubjectOut) {
  EXPECT_EQ(GroupAverage(Group(), 1, AverageMethod::kMeanOfRates, false)->exact(), Rational(100));
  EXPECT_EQ(GroupAverage(Group(), 1, AverageMethod::kPooled, false)->exact(), Rational(100));
}

TEST(Average, OfNobodyIsNone) {
  const Comparison alone = MakeComparison({{1, 2}}, MakeRate());
  EXPECT_FALSE(GroupAverage(alone, 0, AverageMethod::kMeanOfRates, false));
  EXPECT_FALSE(PooledValue(MakeComparison({{0, 0}}, MakeRate())));
}

}  // namespace
}  // namespace peerage::core
