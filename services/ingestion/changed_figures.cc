#include "services/ingestion/changed_figures.h"

namespace peerage::ingestion {

std::vector<ChangedScope> ChangedScopes(const std::vector<store::ScopeHead>& before,
                                        const std::vector<store::ScopeHead>& after,
                                        const std::set<std::string>& series) {
  std::vector<ChangedScope> changed;
  const auto wanted = [&](const store::ScopeHead& head) {
    return series.empty() || series.contains(head.series_id);
  };
  auto old = before.begin();
  for (const store::ScopeHead& head : after) {
    for (; old != before.end() && PlaceOf(*old) < PlaceOf(head); ++old) {
      if (wanted(*old)) changed.push_back({&*old, nullptr});
    }
    const bool held = old != before.end() && PlaceOf(*old) == PlaceOf(head);
    if (wanted(head) && !(held && old->digest == head.digest)) {
      changed.push_back({held ? &*old : nullptr, &head});
    }
    if (held) ++old;
  }
  for (; old != before.end(); ++old) {
    if (wanted(*old)) changed.push_back({&*old, nullptr});
  }
  return changed;
}

std::vector<ChangedFigure> ChangedFigures(const core::ScopeFigures& before,
                                          const core::ScopeFigures& after) {
  std::vector<ChangedFigure> changed;
  auto old = before.observations.begin();
  const auto end = before.observations.end();
  for (const core::Observation& now : after.observations) {
    for (; old != end && old->area_id < now.area_id; ++old) changed.push_back({&*old, nullptr});
    const bool held = old != end && old->area_id == now.area_id;
    if (!held || *old != now) changed.push_back({held ? &*old : nullptr, &now});
    if (held) ++old;
  }
  for (; old != end; ++old) changed.push_back({&*old, nullptr});
  return changed;
}

}  // namespace peerage::ingestion
