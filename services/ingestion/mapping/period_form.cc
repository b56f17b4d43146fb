#include "services/ingestion/mapping/period_form.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"

namespace peerage::ingestion {
namespace {

using core::Month;

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;
constexpr int kYearMonths = 12;
constexpr int kQuarterMonths = 3;
constexpr int kLongestRange = 120;
// Two-digit years are of this century.
constexpr int kCentury = 2000;

constexpr std::string_view kMonthNames[] = {"january",   "february", "march",    "april",
                                            "may",       "june",     "july",     "august",
                                            "september", "october",  "november", "december"};

// Words, numbers and signs of a text, taken one by one.
class Words {
 public:
  explicit Words(std::string_view text)
      : text_(absl::AsciiStrToLower({text.data(), text.size()})), rest_(text_) {
    SkipSpaces();
  }

  bool AtEnd() const { return rest_.empty(); }

  // The number of exactly `digits` digits.
  std::optional<int> Number(size_t digits) {
    if (CountDigits() != digits) return std::nullopt;
    return Take(digits);
  }
  // The number of one or two digits.
  std::optional<int> ShortNumber() {
    const size_t digits = CountDigits();
    if (digits < 1 || digits > 2) return std::nullopt;
    return Take(digits);
  }
  std::optional<int> Year() {
    const std::optional<int> year = Number(4);
    if (!year || *year < kFirstYear || *year > kLastYear) return std::nullopt;
    return year;
  }
  // A month's name, whole or its first three letters, or "sept".
  std::optional<int> MonthName() {
    size_t letters = 0;
    while (letters < rest_.size() &&
           absl::ascii_isalpha(static_cast<unsigned char>(rest_[letters])))
      ++letters;
    const std::string_view word = rest_.substr(0, letters);
    for (size_t i = 0; i < std::size(kMonthNames); ++i) {
      const std::string_view name = kMonthNames[i];
      if (word != name && word != name.substr(0, 3) && (word != "sept" || i != 8)) continue;
      Skip(letters);
      return static_cast<int>(i) + 1;
    }
    return std::nullopt;
  }
  // One of the signs, with or without spaces around it.
  bool Sign(std::string_view signs) {
    if (rest_.empty() || signs.find(rest_.front()) == std::string_view::npos) return false;
    Skip(1);
    return true;
  }
  // The words, or none of them.
  bool Phrase(std::string_view phrase) {
    if (!rest_.starts_with(phrase)) return false;
    Skip(phrase.size());
    return true;
  }

 private:
  size_t CountDigits() const {
    size_t digits = 0;
    while (digits < rest_.size() && absl::ascii_isdigit(static_cast<unsigned char>(rest_[digits])))
      ++digits;
    return digits;
  }
  int Take(size_t digits) {
    int number = 0;
    for (const char digit : rest_.substr(0, digits)) number = number * 10 + (digit - '0');
    Skip(digits);
    return number;
  }
  void Skip(size_t bytes) {
    rest_.remove_prefix(bytes);
    SkipSpaces();
  }
  void SkipSpaces() {
    while (!rest_.empty() && absl::ascii_isspace(static_cast<unsigned char>(rest_.front())))
      rest_.remove_prefix(1);
  }

  const std::string text_;
  std::string_view rest_;
};

using Read = std::optional<PeriodText>;

// A day of a month that has it.
Read Dated(int year, int month, std::optional<int> day) {
  if (month < 1 || month > kYearMonths) return std::nullopt;
  const Month end(year, month);
  if (day && (*day < 1 || *day > DaysIn(end))) return std::nullopt;
  return PeriodText{.end = end, .day = day};
}

Read YearMonth(Words& words) {
  const auto year = words.Year();
  if (!year || !words.Sign("-")) return std::nullopt;
  const auto month = words.Number(2);
  if (!month) return std::nullopt;
  if (words.AtEnd()) return Dated(*year, *month, std::nullopt);
  if (!words.Sign("-")) return std::nullopt;
  const auto day = words.Number(2);
  return day ? Dated(*year, *month, day) : std::nullopt;
}

Read DayMonthYear(Words& words) {
  const auto day = words.ShortNumber();
  if (!day || !words.Sign("-/")) return std::nullopt;
  const auto month = words.ShortNumber();
  if (!month || !words.Sign("-/")) return std::nullopt;
  const auto year = words.Year();
  return year ? Dated(*year, *month, day) : std::nullopt;
}

// "2019", or "19" or "'19" of this century.
std::optional<int> YearOfCentury(Words& words) {
  if (const auto year = words.Year()) return year;
  words.Sign("'");
  const auto year = words.Number(2);
  return year ? std::optional<int>(kCentury + *year) : std::nullopt;
}

Read MonthWords(Words& words) {
  const auto month = words.MonthName();
  if (!month) return std::nullopt;
  words.Sign("-");
  const auto year = YearOfCentury(words);
  return year ? Dated(*year, *month, std::nullopt) : std::nullopt;
}

Read DayMonthWords(Words& words) {
  const auto day = words.ShortNumber();
  const auto month = day ? words.MonthName() : std::nullopt;
  const auto year = month ? words.Year() : std::nullopt;
  return year ? Dated(*year, *month, day) : std::nullopt;
}

// The year in which a financial year begins.
std::optional<int> FinancialYear(Words& words) {
  const auto first = words.Year();
  if (!first || !words.Sign("/-")) return std::nullopt;
  const auto second = words.Number(4);
  if (second) return *second == *first + 1 ? first : std::nullopt;
  const auto last_digits = words.Number(2);
  return last_digits && *last_digits == (*first + 1) % 100 ? first : std::nullopt;
}

std::optional<int> Quarter(Words& words) {
  if (!words.Phrase("quarter")) words.Phrase("q");
  const auto quarter = words.Number(1);
  return quarter && *quarter >= 1 && *quarter <= 4 ? quarter : std::nullopt;
}

Read QuarterOf(Month first_month, int quarter) {
  return PeriodText{.end = first_month + (quarter * kQuarterMonths - 1), .months = kQuarterMonths};
}

Read FinancialQuarter(Words& words) {
  const auto year = FinancialYear(words);
  if (!year) return std::nullopt;
  words.Sign(",");
  const auto quarter = Quarter(words);
  return quarter ? QuarterOf(Month(*year, 4), *quarter) : std::nullopt;
}

Read CalendarQuarter(Words& words) {
  std::optional<int> year = words.Year();
  const auto quarter = Quarter(words);
  if (!quarter) return std::nullopt;
  if (!year) year = words.Year();
  return year ? QuarterOf(Month(*year, 1), *quarter) : std::nullopt;
}

Read MonthRange(Words& words) {
  const auto first_month = words.MonthName();
  if (!first_month) return std::nullopt;
  std::optional<int> first_year = words.Year();
  if (!words.Phrase("to ") && !words.Sign("-") && !words.Phrase("\xE2\x80\x93")) {
    return std::nullopt;
  }
  const auto last_month = words.MonthName();
  const auto last_year = last_month ? words.Year() : std::nullopt;
  if (!last_year) return std::nullopt;
  // "Dec to Feb 2020" begins in 2019.
  if (!first_year) first_year = *first_month > *last_month ? *last_year - 1 : *last_year;
  const Month end(*last_year, *last_month);
  const int months = end - Month(*first_year, *first_month) + 1;
  if (months < 1 || months > kLongestRange) return std::nullopt;
  return PeriodText{.end = end, .months = months};
}

Read YearEnding(Words& words) {
  constexpr std::string_view kBeginnings[] = {
      "year ending", "year ended", "year to", "y/e", "ye", "12 months to", "12 months ending"};
  const bool begun = std::any_of(std::begin(kBeginnings), std::end(kBeginnings),
                                 [&](std::string_view phrase) { return words.Phrase(phrase); });
  if (!begun) return std::nullopt;
  const std::optional<int> day = words.ShortNumber();
  const auto month = words.MonthName();
  if (!month) return std::nullopt;
  words.Sign("-");
  const auto year = YearOfCentury(words);
  Read read = year ? Dated(*year, *month, day) : std::nullopt;
  if (read) read->months = kYearMonths;
  return read;
}

Read WholeYear(Words& words, int last_month) {
  const auto year = words.Year();
  if (!year) return std::nullopt;
  return PeriodText{.end = Month(*year, last_month), .months = kYearMonths};
}

Read ReadForm(PeriodForm form, Words& words) {
  switch (form) {
    case PeriodForm::kMonth:
    case PeriodForm::kQuarterEnd:
      return YearMonth(words);
    case PeriodForm::kDayMonthYear:
      return DayMonthYear(words);
    case PeriodForm::kDayMonthWords:
      return DayMonthWords(words);
    case PeriodForm::kMonthWords:
      return MonthWords(words);
    case PeriodForm::kFinancialQuarter:
      return FinancialQuarter(words);
    case PeriodForm::kCalendarQuarter:
      return CalendarQuarter(words);
    case PeriodForm::kMonthRange:
      return MonthRange(words);
    case PeriodForm::kYearEnding:
      return YearEnding(words);
    case PeriodForm::kFinancialYear: {
      const auto year = FinancialYear(words);
      if (!year) return std::nullopt;
      return PeriodText{.end = Month(*year + 1, 3), .months = kYearMonths};
    }
    case PeriodForm::kCalendarYear:
      return WholeYear(words, 12);
    case PeriodForm::kMidYear:
      return WholeYear(words, 6);
  }
  return std::nullopt;
}

// Forms that name a day or a month, so that a date says the same.
bool TakesDates(PeriodForm form) {
  return form == PeriodForm::kDayMonthYear || form == PeriodForm::kDayMonthWords ||
         form == PeriodForm::kMonthWords;
}

}  // namespace

int DaysIn(Month month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int year = month.year();
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[month.month() - 1] + (leap && month.month() == 2 ? 1 : 0);
}

const std::vector<std::pair<std::string, PeriodForm>>& PeriodForms() {
  static const auto& forms = *new std::vector<std::pair<std::string, PeriodForm>>{
      {"month", PeriodForm::kMonth},
      {"quarter-end", PeriodForm::kQuarterEnd},
      {"day-month-year", PeriodForm::kDayMonthYear},
      {"day-month-words", PeriodForm::kDayMonthWords},
      {"month-words", PeriodForm::kMonthWords},
      {"financial-quarter", PeriodForm::kFinancialQuarter},
      {"calendar-quarter", PeriodForm::kCalendarQuarter},
      {"month-range", PeriodForm::kMonthRange},
      {"year-ending", PeriodForm::kYearEnding},
      {"financial-year", PeriodForm::kFinancialYear},
      {"calendar-year", PeriodForm::kCalendarYear},
      {"mid-year", PeriodForm::kMidYear}};
  return forms;
}

std::string NameOf(PeriodForm form) {
  return std::find_if(PeriodForms().begin(), PeriodForms().end(),
                      [&](const auto& entry) { return entry.second == form; })
      ->first;
}

const char* ExampleOf(PeriodForm form) {
  switch (form) {
    case PeriodForm::kMonth:
    case PeriodForm::kQuarterEnd:
      return "2019-12";
    case PeriodForm::kDayMonthYear:
      return "31-12-2019";
    case PeriodForm::kDayMonthWords:
      return "31 December 2019";
    case PeriodForm::kMonthWords:
      return "Dec 2019";
    case PeriodForm::kFinancialQuarter:
      return "2019/20 Q3";
    case PeriodForm::kCalendarQuarter:
      return "2019 Q4";
    case PeriodForm::kMonthRange:
      return "Oct to Dec 2019";
    case PeriodForm::kYearEnding:
      return "Year ending December 2019";
    case PeriodForm::kFinancialYear:
      return "2019/20";
    case PeriodForm::kCalendarYear:
    case PeriodForm::kMidYear:
      return "2019";
  }
  return "";
}

std::optional<PeriodText> ParsePeriod(PeriodForm form, std::string_view text) {
  // What machines write has no spaces.
  const bool exact = form == PeriodForm::kMonth || form == PeriodForm::kQuarterEnd;
  if (exact && text.find(' ') != std::string_view::npos) return std::nullopt;
  Words words(text);
  Read read = ReadForm(form, words);
  if (read && !words.AtEnd()) read.reset();
  if (!read && TakesDates(form)) {
    Words again(text);
    read = YearMonth(again);
    if (read && (!again.AtEnd() || !read->day)) read.reset();
  }
  if (read && form == PeriodForm::kQuarterEnd && read->end.month() % kQuarterMonths != 0) {
    read.reset();
  }
  return read;
}

}  // namespace peerage::ingestion
