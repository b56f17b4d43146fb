// The ways in which tables write a period, and what each means.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/core/month.h"

namespace peerage::ingestion {

// One way of writing a period. None reads month before day: "03/04/2019" is
// the third of April.
enum class PeriodForm {
  // "2019-12" or "2019-12-31".
  kMonth,
  // The same, and the month is March, June, September or December.
  kQuarterEnd,
  // "31-12-2019" or "31/12/2019".
  kDayMonthYear,
  // "31 December 2019", "31 Dec 2019".
  kDayMonthWords,
  // "December 2019", "Dec 2019", "Dec-19", "Dec 19".
  kMonthWords,
  // "2015/16 1", "2015-16 Q1", "2015/2016 Quarter 1": quarter 1 is April to June.
  kFinancialQuarter,
  // "2019 Q1", "Q1 2019", "2019 1": quarter 1 is January to March.
  kCalendarQuarter,
  // "Apr to Jun 2019", "April 2018 to March 2019", "Oct-Dec 2019".
  kMonthRange,
  // "Year ending March 2019", "y/e Mar 2019", "12 months to 31 March 2019".
  kYearEnding,
  // "2018/19", "2018-19", "2018-2019": April to March.
  kFinancialYear,
  // "2019": January to December.
  kCalendarYear,
  // "2018", of a mid-year estimate: June.
  kMidYear,
};

// Names as a mapping writes them: "month", "financial-quarter".
const std::vector<std::pair<std::string, PeriodForm>>& PeriodForms();
std::string NameOf(PeriodForm form);
// A text in that form, for messages: "2015/16 Q1".
const char* ExampleOf(PeriodForm form);

// What a text says of its period.
struct PeriodText {
  core::Month end;
  // Where a day is written. A day that is not the month's last is a slip of the
  // publisher's pen: the month counts.
  std::optional<int> day;
  // How many months the form, or a range, says; unset where it says nothing.
  std::optional<int> months;
  friend bool operator==(const PeriodText&, const PeriodText&) = default;
};

// Nothing when the text is not of that form: no such month, no such day, years
// before 1900 or after 2199, a range that runs backwards or above 120 months, a
// financial year whose second year is not the next. Upper and lower case are
// the same; a workbook's date "YYYY-MM-DD" is read in every form of days and
// months.
std::optional<PeriodText> ParsePeriod(PeriodForm form, std::string_view text);

// The number of days of a month.
int DaysIn(core::Month month);

}  // namespace peerage::ingestion
