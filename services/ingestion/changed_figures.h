// Two states of a dataset side by side: which scopes and which figures differ.
// Pure.
#pragma once

#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "services/core/observation.h"
#include "services/store/release.h"

namespace peerage::ingestion {

// One scope that is not what it was; null where a side does not hold it.
struct ChangedScope {
  const store::ScopeHead* before = nullptr;
  const store::ScopeHead* after = nullptr;

  const store::ScopeHead& any() const { return after != nullptr ? *after : *before; }
};

// What scopes are ordered by.
inline auto PlaceOf(const store::ScopeHead& head) {
  return std::tie(head.series_id, head.period_end);
}

// Those whose digests differ, or that one side does not hold; of these series,
// or (empty) of all. Both sides are in the order of series and period, and so is
// the answer, which points into them.
std::vector<ChangedScope> ChangedScopes(const std::vector<store::ScopeHead>& before,
                                        const std::vector<store::ScopeHead>& after,
                                        const std::set<std::string>& series);

// One area of a changed scope; null where a side has no row of it.
struct ChangedFigure {
  const core::Observation* before = nullptr;
  const core::Observation* after = nullptr;

  const std::string& area_id() const { return (after != nullptr ? after : before)->area_id; }
};

// The areas whose figure, status or standard error differ, by area id; points
// into both.
std::vector<ChangedFigure> ChangedFigures(const core::ScopeFigures& before,
                                          const core::ScopeFigures& after);

}  // namespace peerage::ingestion
