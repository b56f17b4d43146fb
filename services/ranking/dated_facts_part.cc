#include <algorithm>

#include "services/core/annotation.h"
#include "services/ranking/standing_parts.h"

namespace peerage::ranking {
namespace {

// The first month of all that stands in the answer.
core::Month EarliestMonth(const core::Standing& standing) {
  core::Month earliest = standing.period.first();
  const auto reach = [&](const core::Period& period) {
    earliest = std::min(earliest, period.first());
  };
  if (standing.movement.previous_period) reach(*standing.movement.previous_period);
  if (standing.change_on_year) reach(standing.change_on_year->from_period);
  for (const core::PositionPoint& point : standing.history) reach(point.period);
  return earliest;
}

}  // namespace

void FillDatedFacts(const MeasureView& view, const Subject& subject, core::Standing& standing) {
  const core::DatasetReference& reference = view.dataset().reference();
  standing.next_data = core::NextData(reference, view.measure_id(), standing.period.end);
  standing.annotations =
      core::AnnotationsOf(reference, view.measure_id(), subject.force->id, standing.group,
                          EarliestMonth(standing), standing.period.end);
}

}  // namespace peerage::ranking
