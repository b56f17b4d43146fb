#include "services/ingestion/scaled_number.h"

#include <gtest/gtest.h>

#include <limits>

namespace peerage::ingestion {
namespace {

struct Good {
  const char* text;
  int decimals;
  int64_t value;
};

TEST(ScaledNumber, IsExact) {
  for (const Good& good :
       {Good{"0", 0, 0}, Good{"705.52", 2, 70552}, Good{"705.5", 2, 70550}, Good{"705", 2, 70500},
        Good{"-1", 0, -1}, Good{"-0.01", 2, -1}, Good{"9007199254740991", 0, kLargestFigure}}) {
    int64_t value = 0;
    EXPECT_FALSE(ParseScaled(good.text, good.decimals, value).has_value()) << good.text;
    EXPECT_EQ(value, good.value) << good.text;
  }
}

TEST(ScaledNumber, IsWrittenWithItsDecimals) {
  EXPECT_EQ(FormatScaled(0, 0), "0");
  EXPECT_EQ(FormatScaled(0, 2), "0.00");
  EXPECT_EQ(FormatScaled(-1, 2), "-0.01");
  EXPECT_EQ(FormatScaled(70550, 2), "705.50");
  EXPECT_EQ(FormatScaled(-1250, 1), "-125.0");
  EXPECT_EQ(FormatScaled(kLargestFigure, 0), "9007199254740991");
  EXPECT_EQ(FormatScaled(std::numeric_limits<int64_t>::min(), 0), "-9223372036854775808");
}

struct Bad {
  const char* text;
  const char* rule;
};

TEST(ScaledNumber, NamesWhatIsWrong) {
  for (const Bad& bad :
       {Bad{"NaN", "a figure is a finite number"}, Bad{"-Inf", "a figure is a finite number"},
        Bad{"..", "a figure is a finite number"}, Bad{"-0", "zero has no sign"},
        Bad{"1e400", "a number has no exponent"},
        Bad{"0x1F", "numbers are decimal, not hexadecimal"},
        Bad{"1,234", "a number has no thousands separators"},
        Bad{"1 234", "a number has no thousands separators"},
        Bad{"12%", "a number has no percent sign"},
        Bad{"\xC2\xA3"
            "5",
            "a number has no currency sign"},
        Bad{"+3", "a number has no plus sign"}, Bad{"=1+1", "a cell holds a number, not a formula"},
        Bad{"12.5", "a count is whole"}, Bad{"", "a figure is a number"},
        Bad{"-", "a figure is a number"}, Bad{"1.", "a figure is a number"},
        Bad{"\xD9\xA1", "a figure is a number"},
        Bad{"9007199254740992", "a figure is below 9,007,199,254,740,992 with its decimals"}}) {
    int64_t value = 0;
    const std::optional<NumberProblem> problem = ParseScaled(bad.text, 0, value);
    ASSERT_TRUE(problem.has_value()) << bad.text;
    EXPECT_EQ(problem->rule, bad.rule) << bad.text;
  }
}

TEST(ScaledNumber, MoreDecimalsThanTheSeriesKeepsAreRefused) {
  int64_t value = 0;
  EXPECT_EQ(ParseScaled("1.234", 2, value)->rule, "the series keeps 2 decimals");
}

}  // namespace
}  // namespace peerage::ingestion
