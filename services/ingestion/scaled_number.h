// Decimal numbers as exact integers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace peerage::ingestion {

struct NumberProblem {
  std::string rule;
  std::string what_to_do;
};

// The largest scaled figure: doubles stay exact up to here.
inline constexpr int64_t kLargestFigure = (int64_t{1} << 53) - 1;

// Reads "-12.50" with two decimals as -1250. Only digits, one leading minus and
// one point: everything else that spreadsheets write (NaN, 1e5, 0x1F, 1,000,
// 12%, £5, +3, -0) is a problem, named.
std::optional<NumberProblem> ParseScaled(std::string_view text, int decimals, int64_t& value);

// The same back: -1250 with two decimals is "-12.50". Exact for every number.
std::string FormatScaled(int64_t value, int decimals);

}  // namespace peerage::ingestion
