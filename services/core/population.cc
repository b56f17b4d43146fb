#include "services/core/population.h"

#include "absl/strings/str_cat.h"

namespace peerage::core {

bool VintageServes(Month vintage, Month period_end) { return period_end - vintage >= 12; }

std::optional<Month> ChooseVintage(const std::vector<Month>& vintages, Month period_end,
                                   const std::function<bool(Month)>& holds_every_force) {
  for (auto vintage = vintages.rbegin(); vintage != vintages.rend(); ++vintage) {
    if (VintageServes(*vintage, period_end) && holds_every_force(*vintage)) return *vintage;
  }
  return std::nullopt;
}

bool IsStaleVintage(Month vintage, Month period_end) { return period_end - vintage > 36; }

std::string VintageName(const Series& population, Month vintage) {
  return absl::StrCat(population.source, " mid-", vintage.year());
}

}  // namespace peerage::core
