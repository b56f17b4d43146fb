#include <utility>

#include "services/core/aspiration.h"
#include "services/core/change_required.h"
#include "services/core/display.h"
#include "services/core/movement.h"
#include "services/core/population.h"
#include "services/core/position.h"
#include "services/ranking/standing_parts.h"

namespace peerage::ranking {
namespace {

core::HeldPosition Held(const GroupComparison& comparison, const std::string& force_id) {
  core::HeldPosition held{.period = comparison.period,
                          .position = PositionIn(comparison, force_id),
                          .ranked_of = comparison.figures.ranked_of(),
                          .member_ids = comparison.group.member_ids,
                          .definition_version = comparison.formula->measure->definition_version};
  for (size_t i = 0; i < comparison.figures.figures.size(); ++i) {
    if (comparison.figures.figures[i].fraction) {
      held.ranked_ids.push_back(comparison.figures.force_ids[i]);
    }
  }
  return held;
}

void FillPrevious(MeasureView& view, const std::string& force_id, const GroupComparison& previous,
                  core::Movement& movement) {
  const auto index = previous.figures.IndexOf(force_id);
  movement.previous_position = PositionIn(previous, force_id);
  if (!movement.previous_position) return;
  const bool tied = !core::TiedWith(previous.figures, *index).empty();
  movement.previous_position_display = core::DisplayPosition(*movement.previous_position, tied);
  const core::Measure& measure = *previous.formula->measure;
  const core::MethodOptions& options = view.options();
  movement.previous_change_to_average = core::ChangeToAverage(
      previous.figures, *index, measure, options.average_method, options.include_self);
  movement.previous_change_to_top_quartile = core::ChangeToPositionOf(
      previous.figures, *index, measure, core::TopQuartilePosition(movement.previous_ranked_of),
      core::TargetKind::kTopQuartile);
}

std::optional<core::Month> MidYear(const GroupComparison& comparison) {
  const core::Series* population = comparison.formula->population;
  if (population == nullptr || !comparison.vintage) return std::nullopt;
  return core::MidYearOf(*population, *comparison.vintage);
}

// The value movement, on the present population when two vintages were in use.
void FillValueChange(MeasureView& view, const std::string& force_id, const GroupComparison& present,
                     const GroupComparison& previous, core::Movement& movement) {
  const core::Figure now = view.FigureIn(present, force_id);
  core::Figure then = view.FigureIn(previous, force_id);
  if (MidYear(present) && MidYear(previous) && *MidYear(present) != *MidYear(previous)) {
    then = view.OwnFigure(force_id, previous.period.end, present.vintage).figures.front();
    movement.previous_value_on_present_population =
        view.ToValue(then, *previous.formula, present.vintage);
  }
  if (!now.fraction || !then.fraction || present.formula != previous.formula) return;
  const core::Scale& scale = present.formula->scale;
  const core::Number change =
      core::ValueOf(*now.fraction, scale) - core::ValueOf(*then.fraction, scale);
  movement.value_change = change.approximate();
  movement.value_change_display = core::DisplayGap(change, *present.formula->measure);
}

void FillNational(MeasureView& view, const Subject& subject, core::Month end,
                  core::Movement& movement) {
  const auto national = MakeNational(view, subject, end);
  if (!national) return;
  movement.previous_national_position = national->position;
  movement.previous_national_ranked_of = national->ranked_of;
}

// Where the force would have stood then among the forces ranked now.
std::optional<int> PositionAmong(const MeasureView& view, const std::string& force_id,
                                 const std::vector<std::string>& ranked_ids, core::Month end) {
  const core::Comparison then = view.Figures(ranked_ids, end, view.Vintage(ranked_ids, end));
  const auto index = then.IndexOf(force_id);
  if (!index || !then.missing().empty()) return std::nullopt;
  return core::PositionOf(then, *index);
}

}  // namespace

core::Movement MakeMovement(MeasureView& view, const Subject& subject,
                            const GroupComparison& present,
                            std::optional<core::Month> previous_end) {
  core::Movement movement;
  const std::string& force_id = subject.force->id;
  const auto previous = previous_end ? view.Compare(force_id, *previous_end, subject.choice)
                                     : absl::StatusOr<SharedComparison>(SharedComparison());
  if (!previous.ok() || *previous == nullptr) return movement;
  const core::HeldPosition held = Held(present, force_id);
  const core::PositionMovement moved = core::CompareHeld(held, Held(**previous, force_id));
  movement.kind = moved.kind;
  movement.reason = moved.reason;
  if (moved.reason) movement.reason_text = core::NotComparableWords(*moved.reason);
  movement.previous_period = (*previous)->period;
  movement.previous_ranked_of = (*previous)->figures.ranked_of();
  movement.previous_value = view.ToValue(view.FigureIn(**previous, force_id), *(*previous)->formula,
                                         (*previous)->vintage, force_id, *previous_end);
  FillPrevious(view, force_id, **previous, movement);
  FillValueChange(view, force_id, present, **previous, movement);
  FillNational(view, subject, *previous_end, movement);
  if (moved.kind == core::MovementKind::kNotComparable) {
    movement.previous_position_in_present_group =
        PositionAmong(view, force_id, held.ranked_ids, *previous_end);
  } else if (held.position && movement.previous_position) {
    movement.position_change = *held.position - *movement.previous_position;
  }
  return movement;
}

}  // namespace peerage::ranking
