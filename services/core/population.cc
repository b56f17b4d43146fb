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

Month NewestMidYear(Month period_end) {
  constexpr int kJune = 6;
  const Month june(period_end.year(), kJune);
  const int years = VintageServes(june - 12, period_end) ? 12 : 24;
  return june - years;
}

Month MidYearOf(const Series& population, Month vintage) {
  return population.population_by_period ? NewestMidYear(vintage) : vintage;
}

bool IsStaleVintage(Month mid_year, Month period_end) { return period_end - mid_year > 36; }

std::string VintageName(const Series& population, Month vintage) {
  return absl::StrCat(population.source, " mid-", MidYearOf(population, vintage).year());
}

}  // namespace peerage::core
