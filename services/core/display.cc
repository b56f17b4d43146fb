#include "services/core/display.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace peerage::core {
namespace {

std::string WithThousands(uint64_t magnitude) {
  std::string digits = absl::StrCat(magnitude);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(at, ",");
  return digits;
}

bool IsPercentUnit(const Measure& measure) {
  return !measure.unit.empty() && measure.unit.front() == '%';
}

// A gap in percent has decimals of its own; that of a rate is read beside the
// rate, with its decimals and its unit.
int GapDecimals(const Measure& measure) {
  return IsPercentUnit(measure) ? measure.change_decimals : measure.value_decimals;
}

int64_t PowerOfTen(int exponent) {
  int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

}  // namespace

std::string DisplayInteger(int64_t value) {
  const bool negative = value < 0;
  const uint64_t magnitude =
      negative ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  return absl::StrCat(negative ? "-" : "", WithThousands(magnitude));
}

std::string DisplayDecimal(const Number& number, int decimals) {
  const int64_t scaled = RoundHalfAway(number, decimals);
  if (decimals == 0) return DisplayInteger(scaled);
  const uint64_t power = static_cast<uint64_t>(PowerOfTen(decimals));
  const uint64_t magnitude = static_cast<uint64_t>(std::llabs(scaled));
  std::string fraction = absl::StrCat(magnitude % power);
  fraction.insert(0, decimals - fraction.size(), '0');
  return absl::StrCat(scaled < 0 ? "-" : "", WithThousands(magnitude / power), ".", fraction);
}

std::string DisplayValue(const Number& number, const Measure& measure) {
  const std::string digits = DisplayDecimal(number, measure.value_decimals);
  return absl::StrCat(digits, IsPercentUnit(measure) ? "" : " ", measure.unit);
}

std::string DisplayPrinted(std::string_view source, const Number& number, int decimals,
                           const Measure& measure) {
  return absl::StrCat(absl::string_view(source.data(), source.size()), " prints ",
                      DisplayDecimal(number, std::min(measure.value_decimals + 1, decimals)));
}

std::string DisplayCount(int64_t count, const Measure& measure) {
  const std::string& noun =
      std::abs(count) == 1 ? measure.words.event_singular : measure.words.event_plural;
  return absl::StrCat(DisplayInteger(count), " ", noun);
}

std::string DisplayGap(const Number& number, const Measure& measure) {
  const std::string digits = DisplayDecimal(number, GapDecimals(measure));
  return IsPercentUnit(measure) ? absl::StrCat(digits, "% points")
                                : absl::StrCat(digits, " ", measure.unit);
}

std::string DisplayRequiredGap(const Number& number, const Measure& measure) {
  const int decimals = GapDecimals(measure);
  if (RoundHalfAway(number, decimals) != 0) return DisplayGap(number, measure);
  const Number smallest = Scaled(Number(1.0), 1, PowerOfTen(decimals));
  return absl::StrCat("less than ", DisplayGap(smallest, measure));
}

std::string DisplayPercent(const Number& percent) {
  return absl::StrCat(DisplayDecimal(percent, 1), "%");
}

std::string Ordinal(int position) {
  const int tens = position % 100;
  if (tens >= 11 && tens <= 13) return absl::StrCat(position, "th");
  switch (position % 10) {
    case 1:
      return absl::StrCat(position, "st");
    case 2:
      return absl::StrCat(position, "nd");
    case 3:
      return absl::StrCat(position, "rd");
    default:
      return absl::StrCat(position, "th");
  }
}

std::string DisplayPosition(int position, bool tied) {
  return absl::StrCat(tied ? "=" : "", position);
}

std::string NumberInWords(int number) {
  static constexpr std::array<const char*, 11> kWords = {
      "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
  if (number >= 0 && number < static_cast<int>(kWords.size())) return kWords[number];
  return absl::StrCat(number);
}

std::string JoinWithAnd(const std::vector<std::string>& parts) {
  std::string joined;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) absl::StrAppend(&joined, i + 1 == parts.size() ? " and " : ", ");
    absl::StrAppend(&joined, parts[i]);
  }
  return joined;
}

std::string JoinWithOthers(std::vector<std::string> parts, size_t named) {
  const size_t others = parts.size() - std::min(parts.size(), named);
  parts.resize(parts.size() - others);
  if (others > 0) parts.push_back(absl::StrCat(others, others == 1 ? " other" : " others"));
  return JoinWithAnd(parts);
}

std::string SparklineBlocks(const std::vector<int>& positions, int of) {
  static constexpr std::array<const char*, 8> kBlocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string line;
  for (const int position : positions) {
    if (position < 1) {
      absl::StrAppend(&line, " ");
      continue;
    }
    const int span = std::max(of - 1, 1);
    const int level = 7 - (std::min(position, of) - 1) * 7 / span;
    absl::StrAppend(&line, kBlocks[std::clamp(level, 0, 7)]);
  }
  return line;
}

}  // namespace peerage::core
