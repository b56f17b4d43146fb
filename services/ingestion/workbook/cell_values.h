// Workbooks' numbers and dates as the text that a person would write for them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace peerage::ingestion::workbook {

// A number as XML holds it ("1.384E-1") in decimal digits without an exponent,
// of 15 significant ones at most. Nothing when it is none, or beyond what a
// double holds.
std::optional<std::string> DecimalText(std::string_view number);

// A decimal text times 100, by moving its point: "0.1384" is "13.84".
std::string TimesHundred(std::string_view decimal);

// "YYYY-MM-DD" of Excel's day number; nothing when there is no such day. Days
// before March 1900 are counted as Excel does, who believes in 29 February 1900
// (number 60, which is no day). With `from_1904` day 0 is 1 January 1904.
std::optional<std::string> SerialDay(std::string_view number, bool from_1904);

// "HH:MM:SS" of a part of a day; hours go on above 24, as in "[h]:mm".
std::optional<std::string> SerialTime(std::string_view number);

// The day of "2019-12-31" or "2019-12-31T09:30:00"; nothing when it is neither.
std::optional<std::string> IsoDay(std::string_view text);

}  // namespace peerage::ingestion::workbook
