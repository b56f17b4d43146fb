#include "services/core/average.h"
#include "services/core/display.h"
#include "services/core/position.h"
#include "services/ranking/standing_parts.h"

namespace peerage::ranking {

std::optional<core::National> MakeNational(MeasureView& view, const Subject& subject,
                                           core::Month end) {
  if (!view.dataset().reference().built_in_groups) return std::nullopt;
  const std::string& force_id = subject.force->id;
  const auto all =
      view.Compare(force_id, end, core::GroupChoice(std::string(core::kEnglandAndWales)));
  if (!all.ok()) return std::nullopt;
  const GroupComparison& comparison = **all;
  core::National national{.position = PositionIn(comparison, force_id),
                          .ranked_of = comparison.figures.ranked_of(),
                          .missing_force_ids = comparison.figures.missing()};
  if (national.position) {
    const auto index = comparison.figures.IndexOf(force_id);
    const bool tied = !core::TiedWith(comparison.figures, *index).empty();
    national.position_display = core::DisplayPosition(*national.position, tied);
  }
  core::Figure pooled;
  if (comparison.complete()) pooled.fraction = core::PooledFraction(comparison.figures);
  national.value = view.ToValue(pooled, *comparison.formula, comparison.vintage);
  for (size_t i = 0; i < comparison.figures.figures.size(); ++i) {
    if (comparison.figures.figures[i].fraction) {
      national.force_ids.push_back(comparison.figures.force_ids[i]);
    }
  }
  return national;
}

}  // namespace peerage::ranking
