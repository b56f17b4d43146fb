// A rate as a source prints it, against the figures that it prints beside it.
#pragma once

#include <cstdint>
#include <string>

namespace peerage::ingestion {

// The figures of one printed rate per 1,000 persons.
struct PrintedRate {
  int64_t count = 0;
  // Above zero.
  int64_t population = 0;
  // The rate x 10^decimals.
  int64_t rate = 0;
  int decimals = 0;
};

// Whether count / population x 1,000 differs from the rate by 0.01 % of it at
// most. Exact. ONS divides by populations before they are rounded to a hundred:
// the largest difference in eight editions is 0.009 %.
bool IsRecomputed(const PrintedRate& printed);

// count / population x 1,000 for a message: "92.012767".
std::string RecomputedRate(const PrintedRate& printed);

}  // namespace peerage::ingestion
