#include "services/core/day.h"

#include "absl/strings/str_cat.h"

namespace peerage::core {
namespace {

constexpr size_t kMonthLength = 7;

int DaysIn(Month month) {
  if (month.month() == 2) {
    const int year = month.year();
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  }
  const bool short_one =
      month.month() == 4 || month.month() == 6 || month.month() == 9 || month.month() == 11;
  return short_one ? 30 : 31;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Day> Day::Parse(std::string_view text) {
  if (text.size() != kMonthLength + 3 || text[kMonthLength] != '-') return std::nullopt;
  const std::optional<Month> month = Month::Parse(text.substr(0, kMonthLength));
  const char tens = text[kMonthLength + 1];
  const char ones = text[kMonthLength + 2];
  if (!month || !IsDigit(tens) || !IsDigit(ones)) return std::nullopt;
  const int day = (tens - '0') * 10 + (ones - '0');
  if (day < 1 || day > DaysIn(*month)) return std::nullopt;
  return Day(*month, day);
}

std::string Day::ToString() const {
  return absl::StrCat(month_.ToString(), "-", absl::Dec(day_, absl::kZeroPad2));
}

std::string Day::ToWords() const { return absl::StrCat(day_, " ", month_.ToWords()); }

}  // namespace peerage::core
