#include "services/ingestion/own_history.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace peerage::ingestion {
namespace {

OwnHistory Of(std::initializer_list<int64_t> values) {
  OwnHistory history;
  for (const int64_t value : values) history.Add(value);
  return history;
}

TEST(OwnHistory, AFigureFarOffTheMedianIsTold) {
  // Median 104.5; deviations 4.5 3.5 2.5 1.5 0.5 0.5 1.5 2.5 3.5 4.5: median 2.5.
  // Poisson's sqrt(104.5) = 10.2 is more than 1.4826 x 2.5: the limit is 155.6.
  const OwnHistory history = Of({100, 101, 102, 103, 104, 105, 106, 107, 108, 109});
  EXPECT_FALSE(history.MedianIfFarOff(155, true).has_value());
  EXPECT_DOUBLE_EQ(history.MedianIfFarOff(156, true).value(), 104.5);
  EXPECT_DOUBLE_EQ(history.MedianIfFarOff(0, true).value(), 104.5);
  // 5 x 3.7065 = 18.5 where the figures are no counts.
  EXPECT_FALSE(history.MedianIfFarOff(123, false).has_value());
  EXPECT_TRUE(history.MedianIfFarOff(124, false).has_value());
}

TEST(OwnHistory, WhatLiesAmongTheEarlierFiguresIsNeverFarOff) {
  EXPECT_FALSE(Of({5, 5, 5, 5, 5, 5, 5, 900}).MedianIfFarOff(900, true).has_value());
}

TEST(OwnHistory, SmallNumbersScatter) {
  const OwnHistory history = Of({0, 0, 0, 0, 0, 0, 0, 0});
  EXPECT_FALSE(history.MedianIfFarOff(5, true).has_value());
  EXPECT_TRUE(history.MedianIfFarOff(6, true).has_value());
}

TEST(OwnHistory, WithoutAnyScatterThereIsNoMeasureOfIt) {
  EXPECT_FALSE(Of({7, 7, 7, 7, 7, 7, 7, 7}).MedianIfFarOff(1000, false).has_value());
}

TEST(OwnHistory, AFewPeriodsAreNoHistory) {
  EXPECT_FALSE(Of({100, 100, 100, 100, 100, 100, 100}).MedianIfFarOff(9999, true).has_value());
}

TEST(OwnHistory, KeepsTheLastTwelve) {
  OwnHistory history;
  for (int i = 0; i < 12; ++i) history.Add(1'000'000);
  for (int i = 0; i < 12; ++i) history.Add(100);
  EXPECT_TRUE(history.MedianIfFarOff(1'000'000, true).has_value());
}

}  // namespace
}  // namespace peerage::ingestion
