#include "services/core/display.h"

#include <gtest/gtest.h>

#include "tests/testing/measure_maker.h"

namespace peerage::core {
namespace {

using testing::MakeRate;
using testing::MakeSolvedRate;

TEST(Display, GroupsThousandsWithoutPlusSign) {
  EXPECT_EQ(DisplayInteger(-22112), "-22,112");
  EXPECT_EQ(DisplayInteger(999), "999");
  EXPECT_EQ(DisplayInteger(1234567), "1,234,567");
  EXPECT_EQ(DisplayInteger(0), "0");
}

TEST(Display, KeepsItsDecimals) {
  EXPECT_EQ(DisplayDecimal(Number(1287.5), 2), "1,287.50");
  EXPECT_EQ(DisplayDecimal(Number(-0.04), 1), "0.0") << "what rounds to zero has no sign";
  EXPECT_EQ(DisplayDecimal(Number(0.05), 0), "0");
  EXPECT_EQ(DisplayDecimal(Number(7), 1), "7.0");
}

TEST(Display, PutsNoSpaceBeforePerCent) {
  EXPECT_EQ(DisplayValue(Number(50.8), MakeSolvedRate()), "50.80%");
  EXPECT_EQ(DisplayValue(Number(91.6), MakeRate()), "91.60 per 1,000 pop.");
  EXPECT_EQ(DisplayGap(Number(-0.2), MakeSolvedRate()), "-0.2% points");
  EXPECT_EQ(DisplayPercent(Number(11.25)), "11.3%");
}

TEST(Display, OneThingIsSingular) {
  EXPECT_EQ(DisplayCount(-1, MakeRate()), "-1 offence");
  EXPECT_EQ(DisplayCount(-22112, MakeRate()), "-22,112 offences");
  EXPECT_EQ(DisplayCount(0, MakeRate()), "0 offences");
}

TEST(Display, CountsPlaces) {
  EXPECT_EQ(Ordinal(1), "1st");
  EXPECT_EQ(Ordinal(2), "2nd");
  EXPECT_EQ(Ordinal(3), "3rd");
  EXPECT_EQ(Ordinal(11), "11th");
  EXPECT_EQ(Ordinal(13), "13th");
  EXPECT_EQ(Ordinal(22), "22nd");
  EXPECT_EQ(Ordinal(42), "42nd");
  EXPECT_EQ(DisplayPosition(3, true), "=3");
  EXPECT_EQ(DisplayPosition(8, false), "8");
}

TEST(Display, APrintedValueHasADecimalMoreThanTheValue) {
  const Measure rate{.value_decimals = 2};
  EXPECT_EQ(DisplayPrinted("ONS", Number(92.016268431), 9, rate), "ONS prints 92.016");
  EXPECT_EQ(DisplayPrinted("ONS", Number(8.409757567), 9, rate), "ONS prints 8.410");
  EXPECT_EQ(DisplayPrinted("ONS", Number(92.0), 1, rate), "ONS prints 92.0");
}

TEST(Display, SaysSmallNumbersInWords) {
  EXPECT_EQ(NumberInWords(0), "none");
  EXPECT_EQ(NumberInWords(10), "ten");
  EXPECT_EQ(NumberInWords(12), "12");
}

TEST(Display, JoinsAListAsASentenceDoes) {
  EXPECT_EQ(JoinWithAnd({}), "");
  EXPECT_EQ(JoinWithAnd({"Kent"}), "Kent");
  EXPECT_EQ(JoinWithAnd({"Kent", "Essex", "Surrey"}), "Kent, Essex and Surrey");
}

TEST(JoinWithOthers, NamesTheFirstAndCountsTheRest) {
  EXPECT_EQ(JoinWithOthers({}, 2), "");
  EXPECT_EQ(JoinWithOthers({"Kent", "Essex"}, 2), "Kent and Essex");
  EXPECT_EQ(JoinWithOthers({"Kent", "Essex", "Surrey"}, 2), "Kent, Essex and 1 other");
  EXPECT_EQ(JoinWithOthers({"Kent", "Essex", "Surrey", "Sussex"}, 1), "Kent and 3 others");
}

TEST(Sparkline, FirstPositionIsHighestAndAGapIsASpace) {
  EXPECT_EQ(SparklineBlocks({1, 8, 0, 4}, 8), "█▁ ▅");
  EXPECT_EQ(SparklineBlocks({1}, 1), "█");
}

}  // namespace
}  // namespace peerage::core
