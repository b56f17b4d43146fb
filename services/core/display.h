// How numbers read (docs/domain.md B4, B8): no plus sign, an ASCII hyphen for
// minus, no space before %, thousands in commas, halves away from zero. This is
// the only place where a figure becomes text; services, pages and documents
// carry the text along.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/core/exact.h"
#include "services/core/reference.h"

namespace peerage::core {

// -22112 -> "-22,112".
std::string DisplayInteger(int64_t value);

// Rounds half away from zero; `number` decides ties exactly. "-0.2", "1,287.50";
// what rounds to zero has no sign.
std::string DisplayDecimal(const Number& number, int decimals);

// "91.60 per 1,000 pop.", "50.80%", "4.4% of contracted hours lost".
std::string DisplayValue(const Number& number, const Measure& measure);

// "ONS prints 92.016": a decimal more than the value has, so that what differs
// in the source's own rounding can be seen; never more than the `decimals` that
// the source gives.
std::string DisplayPrinted(std::string_view source, const Number& number, int decimals,
                           const Measure& measure);

// "-22,112 offences", "-1 offence".
std::string DisplayCount(int64_t count, const Measure& measure);

// A difference of two values: "8.8% points", "-0.44 per 1,000 pop.".
std::string DisplayGap(const Number& number, const Measure& measure);

// The same for a gap that is required: one that would read as zero reads as less
// than the smallest that can be shown, "less than 0.1% points".
std::string DisplayRequiredGap(const Number& number, const Measure& measure);

// "11.2%": a relative change in per cent, one decimal.
std::string DisplayPercent(const Number& percent);

// 1 -> "1st", 22 -> "22nd", 13 -> "13th".
std::string Ordinal(int position);

// 1 -> "1", or "=1" when tied.
std::string DisplayPosition(int position, bool tied);

// 0 to 10 in words ("none", "three"), larger numbers in digits: "12".
std::string NumberInWords(int number);

// "a", "a and b", "a, b and c".
std::string JoinWithAnd(const std::vector<std::string>& parts);

// The first `named` of them, 1 or more, and how many others there are: "a, b and
// 3 others".
std::string JoinWithOthers(std::vector<std::string> parts, size_t named);

// Blocks "▁" to "█" for a terminal, one a point: the best position is the
// highest block, 0 is a gap shown as a space. `of` is the number of positions.
std::string SparklineBlocks(const std::vector<int>& positions, int of);

}  // namespace peerage::core
