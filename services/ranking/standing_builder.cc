#include "services/ranking/standing_builder.h"

#include <algorithm>

#include "services/core/latest.h"

namespace peerage::ranking {
namespace {

// A previous paper is a quarter away.
constexpr int kQuarter = 3;

core::Method MethodOf(const MeasureView& view, const GroupComparison& present) {
  return core::Method{.average_method = view.options().average_method,
                      .include_self = view.options().include_self,
                      .minimum_members = present.minimum_members,
                      .quartile_rule = "position max(1, floor(n / 4)) of the n forces with a value",
                      .population_vintage = VintageNameOf(*present.formula, present.vintage),
                      .definition_version = present.formula->measure->definition_version};
}

std::optional<core::Month> Latest(MeasureView& view, const Subject& subject, core::Month month,
                                  int available_after_months) {
  return core::LatestComparable(
      view.PeriodEnds(), month, available_after_months,
      [&](core::Month end) { return view.Comparable(subject.force->id, end, subject.choice); });
}

}  // namespace

std::optional<core::Month> LatestPeriod(MeasureView& view, const Subject& subject,
                                        core::Month reporting_month) {
  return Latest(view, subject, reporting_month, view.newest().available_after_months);
}

std::optional<core::Month> PeriodBefore(MeasureView& view, const Subject& subject,
                                        core::Month end) {
  return Latest(view, subject, end - kQuarter, 0);
}

absl::StatusOr<core::Standing> BuildStanding(MeasureView& view, const Subject& subject,
                                             core::Month end,
                                             std::optional<core::Month> previous_end,
                                             int history_points) {
  const auto comparison = view.Compare(subject.force->id, end, subject.choice);
  if (!comparison.ok()) return comparison.status();
  const GroupComparison& present = **comparison;
  core::Standing standing{.force_id = subject.force->id,
                          .force_name = subject.force->name,
                          .measure_id = view.measure_id(),
                          .measure_name = present.formula->measure->name,
                          .dataset_id = view.dataset().reference().dataset_id,
                          .direction = present.formula->measure->direction,
                          .period = present.period,
                          .group = present.group,
                          .method = MethodOf(view, present),
                          .seq = view.dataset().seq()};
  FillPosition(view, subject, present, standing);
  FillFirstPublished(view, subject, present, standing);
  // A nation's total may cover other forces from one release to the next: it is
  // shown and compared with nothing.
  if (subject.force->kind == core::AreaKind::kForce) {
    standing.movement = MakeMovement(view, subject, present, previous_end);
    standing.change_on_year = MakeChangeOnYear(view, subject, present);
  }
  standing.national = MakeNational(view, subject, end);
  standing.own_latest = MakeOwnLatest(view, subject, end);
  if (history_points > 0) standing.history = MakeHistory(view, subject, end, history_points);
  standing.lag_months = std::max(0, subject.reporting_month - end);
  standing.aspiration = MakeAspiration(view, subject, present, standing);
  FillDatedFacts(view, subject, standing);
  standing.caveats = MakeCaveats(view, subject, present, standing);
  return standing;
}

}  // namespace peerage::ranking
