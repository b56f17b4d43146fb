#include "services/ingestion/printed_rate.h"

#include <gtest/gtest.h>

namespace peerage::ingestion {
namespace {

constexpr int64_t kLargest = (int64_t{1} << 53) - 1;

bool Fits(int64_t count, int64_t population, int64_t rate, int decimals) {
  return IsRecomputed(
      {.count = count, .population = population, .rate = rate, .decimals = decimals});
}

TEST(PrintedRate, IsRecomputedFromCountAndPopulation) {
  // Essex, year to December 2019: 168,643 of 1,832,800, printed 92.016268431.
  EXPECT_TRUE(Fits(168643, 1832800, 92'016'268'431, 9));
  EXPECT_EQ(RecomputedRate({.count = 168643, .population = 1832800}), "92.013859");
}

TEST(PrintedRate, MayDifferByAHundredthOfAPerCentAndNoMore) {
  // 10 of 10,000 are 1 per 1,000: the printed rate may be 1 / 1.0001 to 1 / 0.9999.
  EXPECT_TRUE(Fits(10, 10000, 1'000'100'010, 9));
  EXPECT_FALSE(Fits(10, 10000, 1'000'100'011, 9));
  EXPECT_TRUE(Fits(10, 10000, 999'900'010, 9));
  EXPECT_FALSE(Fits(10, 10000, 999'900'009, 9));
}

TEST(PrintedRate, OfNothingIsZero) {
  EXPECT_TRUE(Fits(0, 10000, 0, 9));
  EXPECT_FALSE(Fits(0, 10000, 1, 9));
  EXPECT_FALSE(Fits(1, 10000, 0, 9));
}

TEST(PrintedRate, OfACancelledRecordIsNegative) {
  EXPECT_TRUE(Fits(-10, 10000, -1'000'000'000, 9));
  EXPECT_FALSE(Fits(-10, 10000, 1'000'000'000, 9));
}

TEST(PrintedRate, OfTheLargestFiguresIsStillExact) {
  EXPECT_TRUE(Fits(kLargest, kLargest, 1000, 0));
  EXPECT_FALSE(Fits(kLargest, 1, kLargest, 9));
  EXPECT_FALSE(Fits(1, kLargest, kLargest, 9));
}

}  // namespace
}  // namespace peerage::ingestion
