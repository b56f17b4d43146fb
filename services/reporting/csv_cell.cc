#include "services/reporting/csv_cell.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace peerage::reporting {
namespace {

// The full-width forms are U+FF1D, U+FF0B, U+FF0D and U+FF20.
constexpr std::array<std::string_view, 11> kFormulaStarts = {
    "=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};

}  // namespace

std::string TextCell(std::string_view text) {
  std::string cell;
  if (std::any_of(kFormulaStarts.begin(), kFormulaStarts.end(),
                  [&](std::string_view start) { return text.starts_with(start); })) {
    cell.push_back('\'');
  }
  cell.append(text);
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted.push_back('"');
    quoted.push_back(c);
  }
  quoted.push_back('"');
  return quoted;
}

std::string NumberCell(double number) {
  // Never with an exponent, which importers refuse; the largest double has 309
  // digits, the smallest some 330 decimals.
  std::array<char, 400> digits;
  const char* const begin = digits.data();
  const char* const end =
      std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed)
          .ptr;
  return std::string(begin, end);
}

}  // namespace peerage::reporting
