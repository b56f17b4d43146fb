#include "services/core/day.h"

#include <gtest/gtest.h>

namespace peerage::core {
namespace {

TEST(Day, IsReadAndWrittenAlike) {
  for (const char* text : {"2019-10-23", "2020-02-29", "2000-02-29", "1999-12-31", "2020-04-30"}) {
    const std::optional<Day> day = Day::Parse(text);
    ASSERT_TRUE(day) << text;
    EXPECT_EQ(day->ToString(), text);
  }
}

TEST(Day, ThatThereIsNotIsRefused) {
  for (const char* text : {"2019-02-29", "1900-02-29", "2019-04-31", "2019-10-00", "2019-10-32",
                           "2019-13-01", "2019-1-01", "2019-10-1", "2019/10/23", "20191023", "",
                           "2019-10-23T00:00", "2019-10- 3", " 2019-10-23"}) {
    EXPECT_FALSE(Day::Parse(text)) << text;
  }
}

TEST(Day, IsSaidInWords) { EXPECT_EQ(Day(Month(2017, 4), 1).ToWords(), "1 April 2017"); }

TEST(Day, IsOrderedByMonthThenDay) {
  EXPECT_LT(Day(Month(2019, 10), 31), Day(Month(2019, 11), 1));
  EXPECT_LT(Day(Month(2019, 10), 22), Day(Month(2019, 10), 23));
}

}  // namespace
}  // namespace peerage::core
