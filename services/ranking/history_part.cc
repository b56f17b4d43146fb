#include "services/ranking/standing_parts.h"

namespace peerage::ranking {

std::vector<core::PositionPoint> MakeHistory(MeasureView& view, const Subject& subject,
                                             core::Month end, int points) {
  std::vector<core::PositionPoint> history;
  const std::string& force_id = subject.force->id;
  for (int back = points - 1; back >= 0; --back) {
    const core::Month at = end - back * view.newest().frequency_months;
    core::PositionPoint point{.period = {at, view.FormulaAt(at).measure->window_months}};
    const auto comparison = view.Compare(force_id, at, subject.choice);
    if (comparison.ok()) {
      point.position = PositionIn(**comparison, force_id);
      point.ranked_of = (*comparison)->figures.ranked_of();
      point.group_id = (*comparison)->group.id;
      point.value = view.ToValue(view.FigureIn(**comparison, force_id), *(*comparison)->formula,
                                 (*comparison)->vintage, force_id, at);
    } else {
      // No group was in force: a gap.
      point.value = view.ToValue(core::Figure{}, view.FormulaAt(at), std::nullopt);
    }
    history.push_back(std::move(point));
  }
  return history;
}

}  // namespace peerage::ranking
