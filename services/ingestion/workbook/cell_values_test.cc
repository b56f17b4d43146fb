#include "services/ingestion/workbook/cell_values.h"

#include <gtest/gtest.h>

#include "services/ingestion/workbook/number_format.h"

namespace peerage::ingestion::workbook {
namespace {

TEST(DecimalText, HasFifteenDigitsAndNoExponent) {
  const std::pair<const char*, const char*> kCases[] = {
      {"12", "12"},
      {"0", "0"},
      {"-12.5", "-12.5"},
      {"-0", "-0"},
      {"007", "7"},
      {"13.840000000000002", "13.84"},
      {"0.1384", "0.1384"},
      {"0.30000000000000004", "0.3"},
      {"1E3", "1000"},
      {"1.5e-5", "0.000015"},
      {"1e21", "1000000000000000000000"},
      {"123456789012345", "123456789012345"},
      {"1234567890123456", "1234567890123460"},
      {"9.9999999999999999", "10"},
      {"2.5E+00", "2.5"},
  };
  for (const auto& [number, text] : kCases) EXPECT_EQ(DecimalText(number), text) << number;
}

TEST(DecimalText, IsNothingForWhatIsNoNumber) {
  for (const char* text : {"", "NaN", "INF", "-inf", "1e400", "-1e400", "1e-400", "0x10", "1,000",
                           "12 ", " 12", "+1", "1.2.3", "12%"}) {
    EXPECT_EQ(DecimalText(text), std::nullopt) << text;
  }
}

TEST(TimesHundred, MovesThePoint) {
  const std::pair<const char*, const char*> kCases[] = {
      {"0.1384", "13.84"}, {"1", "100"}, {"1.027", "102.7"}, {"0.5", "50"},    {"0.005", "0.5"},
      {"-0.25", "-25"},    {"0", "0"},   {"-0", "-0"},       {"12.5", "1250"}, {"0.00001", "0.001"},
  };
  for (const auto& [number, text] : kCases) EXPECT_EQ(TimesHundred(number), text) << number;
}

TEST(SerialDay, CountsAsExcelDoes) {
  EXPECT_EQ(SerialDay("43830", false), "2019-12-31");
  EXPECT_EQ(SerialDay("43830.999", false), "2019-12-31");
  EXPECT_EQ(SerialDay("1", false), "1900-01-01");
  EXPECT_EQ(SerialDay("59", false), "1900-02-28");
  EXPECT_EQ(SerialDay("61", false), "1900-03-01");
  EXPECT_EQ(SerialDay("2958465", false), "9999-12-31");
}

TEST(SerialDay, CountsFrom1904WhereTheWorkbookSaysSo) {
  EXPECT_EQ(SerialDay("0", true), "1904-01-01");
  EXPECT_EQ(SerialDay("42368", true), "2019-12-31");
}

TEST(SerialDay, KnowsNoOtherDays) {
  for (const char* number : {"0", "60", "60.5", "-1", "2958466", "1e300", "x", ""}) {
    EXPECT_EQ(SerialDay(number, false), std::nullopt) << number;
  }
}

TEST(SerialTime, GoesOnAboveADay) {
  EXPECT_EQ(SerialTime("0.5"), "12:00:00");
  EXPECT_EQ(SerialTime("1.5"), "36:00:00");
  EXPECT_EQ(SerialTime("0.000011574074"), "00:00:01");
  EXPECT_EQ(SerialTime("-1"), std::nullopt);
}

TEST(IsoDay, TakesADayWithOrWithoutATime) {
  EXPECT_EQ(IsoDay("2019-12-31"), "2019-12-31");
  EXPECT_EQ(IsoDay("2020-02-29T09:30:00"), "2020-02-29");
  for (const char* text :
       {"", "2019-12", "2019-02-29", "2019-13-01", "2019-12-31x", "31/12/2019", "2019-1 -01"}) {
    EXPECT_EQ(IsoDay(text), std::nullopt) << text;
  }
}

TEST(NumberFormat, LooksOutsideQuotesAndBrackets) {
  const std::pair<const char*, NumberFormat> kCases[] = {
      {"General", NumberFormat::kPlain},
      {"#,##0.00", NumberFormat::kPlain},
      {"0.0%", NumberFormat::kPercent},
      {"0.00E+00", NumberFormat::kPlain},
      {"dd/mm/yyyy", NumberFormat::kDay},
      {"mmm-yy", NumberFormat::kDay},
      {"mmmm", NumberFormat::kDay},
      {"[$-809]d mmmm yyyy;@", NumberFormat::kDay},
      {"yyyy\\-mm\\-dd hh:mm", NumberFormat::kDay},
      {"h:mm AM/PM", NumberFormat::kTime},
      {"[h]:mm", NumberFormat::kTime},
      {"[mm]:ss", NumberFormat::kTime},
      {"[Red]0.0;[Blue]-0.0", NumberFormat::kPlain},
      {"0 \"days\"", NumberFormat::kPlain},
      {"0 \"% of days\"", NumberFormat::kPlain},
      {"0\\%", NumberFormat::kPlain},
      {"_-* #,##0_-", NumberFormat::kPlain},
      {"\"unclosed", NumberFormat::kPlain},
      {"[unclosed", NumberFormat::kPlain},
      {"\\", NumberFormat::kPlain},
  };
  for (const auto& [code, format] : kCases) EXPECT_EQ(FormatOfCode(code), format) << code;
}

TEST(NumberFormat, KnowsTheBuiltInOnes) {
  EXPECT_EQ(BuiltInFormat(0), NumberFormat::kPlain);
  EXPECT_EQ(BuiltInFormat(9), NumberFormat::kPercent);
  EXPECT_EQ(BuiltInFormat(14), NumberFormat::kDay);
  EXPECT_EQ(BuiltInFormat(20), NumberFormat::kTime);
  EXPECT_EQ(BuiltInFormat(22), NumberFormat::kDay);
  EXPECT_EQ(BuiltInFormat(46), NumberFormat::kTime);
  EXPECT_EQ(BuiltInFormat(49), NumberFormat::kPlain);
}

}  // namespace
}  // namespace peerage::ingestion::workbook
