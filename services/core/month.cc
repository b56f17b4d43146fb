#include "services/core/month.h"

#include <array>

#include "absl/strings/str_cat.h"

namespace peerage::core {
namespace {

constexpr std::array<const char*, 12> kNames = {"January",   "February", "March",    "April",
                                                "May",       "June",     "July",     "August",
                                                "September", "October",  "November", "December"};

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Month> Month::Parse(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  int year = 0;
  for (int i = 0; i < 4; ++i) {
    if (!IsDigit(text[i])) return std::nullopt;
    year = year * 10 + (text[i] - '0');
  }
  if (!IsDigit(text[5]) || !IsDigit(text[6])) return std::nullopt;
  const int month = (text[5] - '0') * 10 + (text[6] - '0');
  if (year < 1900 || year > 2199 || month < 1 || month > 12) return std::nullopt;
  return Month(year, month);
}

std::string Month::ToString() const {
  return absl::StrCat(absl::Dec(year(), absl::kZeroPad4), "-", absl::Dec(month(), absl::kZeroPad2));
}

std::string Month::ToWords() const { return absl::StrCat(kNames[month() - 1], " ", year()); }

std::string Period::ToWords() const {
  if (months == 1) return absl::StrCat("month of ", end.ToWords());
  return absl::StrCat(months, " months to ", end.ToWords());
}

}  // namespace peerage::core
