#include "services/core/month.h"

#include <gtest/gtest.h>

namespace peerage::core {
namespace {

TEST(Month, ReadsYearAndMonthAndNothingElse) {
  EXPECT_EQ(Month::Parse("2020-01"), Month(2020, 1));
  for (const char* bad : {"", "2020", "2020-1", "2020-00", "2020-13", "20200-1", "2020/01",
                          "2020-01-31", " 2020-01", "0099-01", "2020-0x"}) {
    EXPECT_FALSE(Month::Parse(bad)) << bad;
  }
}

TEST(Month, SaysItselfInFiguresAndWords) {
  EXPECT_EQ(Month(2020, 1).ToString(), "2020-01");
  EXPECT_EQ(Month(2019, 12).ToWords(), "December 2019");
}

TEST(Month, CountsAcrossYears) {
  EXPECT_EQ(Month(2020, 1) - 1, Month(2019, 12));
  EXPECT_EQ(Month(2019, 11) + 3, Month(2020, 2));
  EXPECT_EQ(Month(2020, 1) - Month(2018, 12), 13);
}

TEST(Period, TwelveMonthsToJanuaryBeginInFebruary) {
  const Period period{Month(2020, 1), 12};
  EXPECT_EQ(period.first(), Month(2019, 2));
  EXPECT_EQ(period.ToWords(), "12 months to January 2020");
}

TEST(Month, IsWithinMonthsThatIncludeBothEnds) {
  const Month april(2014, 4);
  EXPECT_TRUE(IsWithin(april, april, april));
  EXPECT_TRUE(IsWithin(april, {}, {}));
  EXPECT_FALSE(IsWithin(april, Month(2014, 5), {}));
  EXPECT_FALSE(IsWithin(april, {}, Month(2014, 3)));
}

TEST(Month, SpansOverlapWhenTheyShareAMonth) {
  const Month april(2014, 4);
  EXPECT_TRUE(Overlap({}, april, april, {}));
  EXPECT_TRUE(Overlap({}, {}, april, april));
  EXPECT_FALSE(Overlap({}, Month(2014, 3), april, {}));
  EXPECT_FALSE(Overlap(april, {}, {}, Month(2014, 3)));
}

}  // namespace
}  // namespace peerage::core
