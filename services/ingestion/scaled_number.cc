#include "services/ingestion/scaled_number.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace peerage::ingestion {
namespace {

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool IsDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Why text is no number, as precisely as can be told.
NumberProblem NameProblem(std::string_view text) {
  const std::string lower = absl::AsciiStrToLower({text.data(), text.size()});
  const std::string plain = "write digits alone, for example 1234";
  if (Contains(lower, "nan") || Contains(lower, "inf") || lower == "#n/a" || lower == "..") {
    return {"a figure is a finite number", "write the number, or a row with status missing"};
  }
  if (lower.starts_with("0x") || lower.starts_with("-0x")) {
    return {"numbers are decimal, not hexadecimal", plain};
  }
  if (Contains(lower, "%")) return {"a number has no percent sign", plain};
  if (Contains(lower, "\xC2\xA3") || Contains(lower, "$") || Contains(lower, "\xE2\x82\xAC")) {
    return {"a number has no currency sign", plain};
  }
  if (Contains(lower, ",") || Contains(lower, " ") || Contains(lower, "'") ||
      Contains(lower, "\xC2\xA0")) {
    return {"a number has no thousands separators", plain};
  }
  const bool digits_begin = !lower.empty() && (IsDigits(lower.substr(0, 1)) || lower[0] == '-');
  if (digits_begin && Contains(lower, "e")) return {"a number has no exponent", plain};
  if (lower.starts_with("+")) return {"a number has no plus sign", plain};
  if (lower.starts_with("=")) return {"a cell holds a number, not a formula", plain};
  return {"a figure is a number", plain};
}

// A count that can be no problem: 1 to 15 digits, fewer than kLargestFigure has.
bool ParsePlain(std::string_view text, int64_t& value) {
  if (text.empty() || text.size() > 15) return false;
  int64_t parsed = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    parsed = parsed * 10 + (c - '0');
  }
  value = parsed;
  return true;
}

}  // namespace

std::optional<NumberProblem> ParseScaled(std::string_view text, int decimals, int64_t& value) {
  if (decimals == 0 && ParsePlain(text, value)) return std::nullopt;
  const bool negative = text.starts_with('-');
  const std::string_view magnitude = text.substr(negative ? 1 : 0);
  const size_t point = magnitude.find('.');
  const bool has_fraction = point != std::string_view::npos;
  const std::string_view whole = magnitude.substr(0, point);
  const std::string_view fraction = has_fraction ? magnitude.substr(point + 1) : "";
  if (!IsDigits(whole) || (has_fraction && !IsDigits(fraction))) return NameProblem(text);
  if (has_fraction && decimals == 0) {
    return NumberProblem{"a count is whole", "write it without decimals"};
  }
  if (fraction.size() > static_cast<size_t>(decimals)) {
    return NumberProblem{absl::StrCat("the series keeps ", decimals, " decimals"),
                         "round the figure, or declare more decimals for the series"};
  }
  int64_t scaled = 0;
  const auto append = [&](char digit) {
    if (scaled > kLargestFigure) return;
    scaled = scaled * 10 + (digit - '0');
  };
  for (const char digit : whole) append(digit);
  for (size_t i = 0; i < static_cast<size_t>(decimals); ++i) {
    append(i < fraction.size() ? fraction[i] : '0');
  }
  if (scaled > kLargestFigure) {
    return NumberProblem{"a figure is below 9,007,199,254,740,992 with its decimals",
                         "check the figure"};
  }
  if (negative && scaled == 0) return NumberProblem{"zero has no sign", "write 0"};
  value = negative ? -scaled : scaled;
  return std::nullopt;
}

std::string FormatScaled(int64_t value, int decimals) {
  const bool negative = value < 0;
  std::string digits = absl::StrCat(negative ? uint64_t{0} - static_cast<uint64_t>(value)
                                             : static_cast<uint64_t>(value));
  const auto fraction = static_cast<size_t>(decimals);
  if (digits.size() <= fraction) digits.insert(0, fraction + 1 - digits.size(), '0');
  if (fraction > 0) digits.insert(digits.size() - fraction, 1, '.');
  return negative ? "-" + digits : digits;
}

}  // namespace peerage::ingestion
