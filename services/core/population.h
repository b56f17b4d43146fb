// Which mid-year population serves a comparison (docs/domain.md B1).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "services/core/month.h"
#include "services/core/reference.h"

namespace peerage::core {

// A vintage is the June of its mid-year. It serves a period whose last day lies
// at least 12 months after its 30 June: mid-2018 serves June 2019, mid-2017
// serves March 2019 (the choice of ONS's own editions).
bool VintageServes(Month vintage, Month period_end);

// The newest vintage that serves the period and holds every force of the
// comparison. `vintages` oldest first.
std::optional<Month> ChooseVintage(const std::vector<Month>& vintages, Month period_end,
                                   const std::function<bool(Month)>& holds_every_force);

// The newest mid-year that serves a period, loaded or not.
Month NewestMidYear(Month period_end);

// The mid-year that a vintage stands for. It is the vintage itself, but for
// populations printed with each period: those are found by the period, and are
// of the newest mid-year that serves it.
Month MidYearOf(const Series& population, Month vintage);

// Whether a mid-year is older than 36 months at the period's end.
bool IsStaleVintage(Month mid_year, Month period_end);

// "ONS mid-2018": a population is named by its source.
std::string VintageName(const Series& population, Month vintage);

}  // namespace peerage::core
