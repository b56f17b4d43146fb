#include "services/ingestion/printed_rate.h"

#include "services/core/display.h"
#include "services/core/figure.h"

namespace peerage::ingestion {
namespace {

constexpr int64_t kPer = 1000;
// 0.01 %, as parts of the printed rate.
constexpr __int128 kTolerance = 10'000;
constexpr int kShownDecimals = 6;

__int128 Magnitude(__int128 number) { return number < 0 ? -number : number; }

}  // namespace

bool IsRecomputed(const PrintedRate& printed) {
  // Figures are below 2^53, and the scale at most 10^12: products of three stay
  // below 2^127.
  const core::Scale scale{.multiplier = kPer, .denominator_decimals = printed.decimals};
  const __int128 made = static_cast<__int128>(printed.count) * scale.factor();
  const __int128 said = static_cast<__int128>(printed.rate) * printed.population;
  return Magnitude(made - said) * kTolerance <= Magnitude(said);
}

std::string RecomputedRate(const PrintedRate& printed) {
  const core::Number rate =
      core::ValueOf({printed.count, printed.population}, {.multiplier = kPer});
  return core::DisplayDecimal(rate, kShownDecimals);
}

}  // namespace peerage::ingestion
