#include "services/ingestion/mapping/figure_cell.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "absl/strings/str_cat.h"

namespace peerage::ingestion {
namespace {

constexpr size_t kThousands = 3;

// Takes the separators of "-1,234,567.8" out; false where they do not part
// threes.
bool DropSeparators(const std::string& separator, std::string& text) {
  if (separator.empty() || text.find(separator) == std::string::npos) return true;
  const size_t begin = text.starts_with('-') ? 1 : 0;
  const size_t end = std::min(text.find('.'), text.size());
  std::string joined = text.substr(0, begin);
  size_t group = 0;
  bool first = true;
  for (size_t i = begin; i < end; ++i) {
    if (text[i] != separator[0]) {
      joined.push_back(text[i]);
      ++group;
      continue;
    }
    if (group == 0 || group > kThousands || (!first && group != kThousands)) return false;
    first = false;
    group = 0;
  }
  if (group != kThousands) return false;
  text = joined + text.substr(end);
  return true;
}

size_t FractionDigits(std::string_view text) {
  const size_t point = text.find('.');
  return point == std::string_view::npos ? 0 : text.size() - point - 1;
}

// Half away from zero.
int64_t DropDigit(int64_t value) {
  const int64_t magnitude = (std::abs(value) + 5) / 10;
  return value < 0 ? -magnitude : magnitude;
}

}  // namespace

std::optional<NumberProblem> ReadFigure(const Cell& cell, const FigureSource& source,
                                        const std::string& separator, int decimals,
                                        int64_t& value) {
  if (cell.kind == CellKind::kError) {
    return NumberProblem{"the workbook has no value for this cell's formula",
                         "open the workbook, let it calculate, and save it"};
  }
  if (cell.kind == CellKind::kPercent && !source.percent) {
    return NumberProblem{"the cell is a percentage, and the mapping says a number",
                         "say unit: percent in the mapping, or show the cell as a number"};
  }
  std::string text(cell.text);
  if (source.percent && text.ends_with('%')) {
    text.pop_back();
    while (text.ends_with(' ')) text.pop_back();
  }
  if (!DropSeparators(separator, text)) {
    return NumberProblem{"thousands are separated in threes", "write 1,234,567"};
  }
  const int places = decimals + source.shift;
  const bool rounded = source.round && FractionDigits(text) > static_cast<size_t>(places);
  if (!rounded) return ParseScaled(text, places, value);
  // One digit more than is kept decides.
  const size_t cut = text.size() - (FractionDigits(text) - static_cast<size_t>(places) - 1);
  const bool digits = std::all_of(text.begin() + static_cast<ptrdiff_t>(cut), text.end(),
                                  [](char c) { return c >= '0' && c <= '9'; });
  text.resize(digits ? cut : text.size());
  // "-0.04" may round to zero.
  std::optional<NumberProblem> problem = ParseScaled(text, places + 1, value);
  if (problem && text.starts_with("-0") && !ParseScaled(text.substr(1), places + 1, value)) {
    problem.reset();
  }
  if (!problem) value = DropDigit(value);
  return problem;
}

int64_t StandardErrorMillionths(double percentage, int64_t sample_size, double design_effect) {
  constexpr double kMillion = 1e6;
  const double p = std::clamp(percentage / 100, 0.0, 1.0);
  const double error =
      100 * std::sqrt(design_effect * p * (1 - p) / static_cast<double>(sample_size));
  return std::llround(error * kMillion);
}

}  // namespace peerage::ingestion
