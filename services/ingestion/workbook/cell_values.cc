#include "services/ingestion/workbook/cell_values.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"

namespace peerage::ingestion::workbook {
namespace {

// What a double, and Excel, holds for certain.
constexpr size_t kSignificant = 15;
// Excel's last day, 31 December 9999.
constexpr double kLastSerial = 2'958'465;

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); });
}

std::optional<double> Parse(std::string_view number) {
  double value = 0;
  const char* end = number.data() + number.size();
  const auto [stopped, error] = std::from_chars(number.data(), end, value);
  if (error != std::errc() || stopped != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

// Digits with a point after `point` of them, which may lie outside.
std::string Layout(bool negative, const std::string& digits, int point) {
  std::string text = negative ? "-" : "";
  if (point <= 0) return text + "0." + std::string(-point, '0') + digits;
  const auto whole = static_cast<size_t>(point);
  if (digits.size() <= whole) return text + digits + std::string(whole - digits.size(), '0');
  return text + digits.substr(0, whole) + "." + digits.substr(whole);
}

std::string DayText(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return absl::StrFormat("%04d-%02u-%02u", static_cast<int>(date.year()),
                         static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

std::optional<std::string> DecimalText(std::string_view number) {
  const bool is_plain = !number.empty() && number.size() <= kSignificant && AllDigits(number) &&
                        (number.front() != '0' || number.size() == 1);
  if (is_plain) return std::string(number);
  const std::optional<double> value = Parse(number);
  if (!value) return std::nullopt;
  if (*value == 0) return std::signbit(*value) ? "-0" : "0";
  // "1.38400000000000e-01", never with another locale's point.
  char text[32];
  const char* const end = std::to_chars(text, text + sizeof text, std::abs(*value),
                                        std::chars_format::scientific, kSignificant - 1)
                              .ptr;
  const std::string_view written(text, static_cast<size_t>(end - text));
  const size_t mark = written.find('e');
  std::string digits = std::string(written.substr(0, 1)) + std::string(written.substr(2, mark - 2));
  digits.resize(digits.find_last_not_of('0') + 1);
  int exponent = 0;
  const std::string_view power = written.substr(written[mark + 1] == '+' ? mark + 2 : mark + 1);
  std::from_chars(power.data(), power.data() + power.size(), exponent);
  return Layout(*value < 0, digits, exponent + 1);
}

std::string TimesHundred(std::string_view decimal) {
  const bool negative = decimal.substr(0, 1) == "-";
  if (negative) decimal.remove_prefix(1);
  const size_t point = decimal.find('.');
  std::string digits(decimal.substr(0, point));
  int whole = static_cast<int>(digits.size());
  if (point != std::string_view::npos) digits += decimal.substr(point + 1);
  const size_t first = digits.find_first_not_of('0');
  if (first == std::string::npos) return negative ? "-0" : "0";
  digits.erase(0, first);
  whole -= static_cast<int>(first);
  return Layout(negative, digits, whole + 2);
}

std::optional<std::string> SerialDay(std::string_view number, bool from_1904) {
  using std::chrono::days;
  using std::chrono::sys_days;
  const std::optional<double> serial = Parse(number);
  if (!serial || *serial < 0 || *serial >= kLastSerial + 1) return std::nullopt;
  const days count(static_cast<int>(*serial));
  if (from_1904) return DayText(sys_days{std::chrono::January / 1 / 1904} + count);
  if (count.count() == 0 || count.count() == 60) return std::nullopt;
  const int first = count.count() < 60 ? 31 : 30;
  return DayText(sys_days{std::chrono::December / first / 1899} + count);
}

std::optional<std::string> SerialTime(std::string_view number) {
  const std::optional<double> part = Parse(number);
  if (!part || *part < 0 || *part > kLastSerial) return std::nullopt;
  const int64_t seconds = std::llround(*part * 86'400);
  return absl::StrFormat("%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::optional<std::string> IsoDay(std::string_view text) {
  const std::string_view day = text.substr(0, 10);
  if (day.size() < 10 || (text.size() > 10 && text[10] != 'T')) return std::nullopt;
  if (day[4] != '-' || day[7] != '-' || !AllDigits(day.substr(0, 4)) ||
      !AllDigits(day.substr(5, 2)) || !AllDigits(day.substr(8, 2))) {
    return std::nullopt;
  }
  const auto number = [&](size_t at, size_t size) {
    int value = 0;
    std::from_chars(day.data() + at, day.data() + at + size, value);
    return value;
  };
  const std::chrono::year_month_day date{std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  if (!date.ok()) return std::nullopt;
  return std::string(day);
}

}  // namespace peerage::ingestion::workbook
