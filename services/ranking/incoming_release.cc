#include "services/ranking/incoming_release.h"

namespace peerage::ranking {

IncomingRun MakeIncoming(const core::PackedRun& run) {
  IncomingRun incoming{run.series_id, run.period_months, run.area_ids, {}};
  incoming.scopes.reserve(run.scopes.size());
  std::vector<core::Count> counts;
  for (size_t scope = 0; scope < run.scopes.size(); ++scope) {
    counts.clear();
    for (const core::PackedFigure& figure : run.FiguresOf(scope)) {
      if (counts.size() <= figure.area) counts.resize(figure.area + size_t{1});
      counts[figure.area] = {figure.value, figure.status};
    }
    incoming.scopes.emplace_back(run.scopes[scope].period_end, Plane(counts));
  }
  return incoming;
}

}  // namespace peerage::ranking
