#include "services/core/aspiration.h"
#include "services/core/average.h"
#include "services/core/change_required.h"
#include "services/core/display.h"
#include "services/core/position.h"
#include "services/ranking/standing_parts.h"

namespace peerage::ranking {

std::optional<int> PositionIn(const GroupComparison& comparison, const std::string& force_id) {
  const auto index = comparison.figures.IndexOf(force_id);
  if (!index || !comparison.complete()) return std::nullopt;
  return core::PositionOf(comparison.figures, *index);
}

namespace {

std::optional<core::NoPosition> WhyNoPosition(const GroupComparison& present,
                                              const core::Figure& figure, bool member) {
  if (!figure.fraction) return core::NoPosition::kSubjectMissing;
  if (!member) return core::NoPosition::kExcluded;
  if (!present.complete()) return core::NoPosition::kGroupIncomplete;
  return std::nullopt;
}

void FillAverage(const GroupComparison& present, size_t index, const core::MethodOptions& options,
                 core::Standing& standing) {
  const core::Measure& measure = *present.formula->measure;
  const auto average =
      core::GroupAverage(present.figures, index, options.average_method, options.include_self);
  if (!average) return;
  standing.group_average = average->approximate();
  standing.group_average_display = core::DisplayValue(*average, measure);
  standing.change_to_average = core::ChangeToAverage(present.figures, index, measure,
                                                     options.average_method, options.include_self);
  standing.change_to_average_self_consistent = core::ChangeToAverageSelfConsistent(
      present.figures, index, measure, options.average_method, options.include_self);
}

void FillTargets(const GroupComparison& present, size_t index, core::Standing& standing) {
  const core::Measure& measure = *present.formula->measure;
  const int quartile = core::TopQuartilePosition(standing.ranked_of);
  const core::Number value = core::ValueAtPosition(present.figures, index, quartile);
  standing.top_quartile_position = quartile;
  standing.top_quartile_value = value.approximate();
  standing.top_quartile_value_display = core::DisplayValue(value, measure);
  standing.change_to_top_quartile = core::ChangeToPositionOf(
      present.figures, index, measure, quartile, core::TargetKind::kTopQuartile);
  standing.changes_to_positions = core::ChangesToPositions(present.figures, index, measure);
}

}  // namespace

void FillPosition(MeasureView& view, const Subject& subject, const GroupComparison& present,
                  core::Standing& standing) {
  const std::string& force_id = subject.force->id;
  const auto index = present.figures.IndexOf(force_id);
  const core::Figure figure = view.FigureIn(present, force_id);
  std::optional<core::Month> vintage = present.vintage;
  if (!index && !vintage) vintage = view.Vintage({force_id}, present.period.end);
  standing.value = view.ToValue(figure, *present.formula, vintage, force_id, present.period.end);
  standing.ranked_of = present.figures.ranked_of();
  standing.missing_force_ids = present.figures.missing();
  standing.no_position = WhyNoPosition(present, figure, index.has_value());
  if (standing.no_position) return;
  standing.position = core::PositionOf(present.figures, *index);
  standing.tied_with = core::TiedWith(present.figures, *index);
  standing.position_display =
      core::DisplayPosition(*standing.position, !standing.tied_with.empty());
  FillAverage(present, *index, view.options(), standing);
  FillTargets(present, *index, standing);
}

}  // namespace peerage::ranking
