#include <algorithm>

#include "services/core/display.h"
#include "services/core/position.h"
#include "services/core/yearly_change.h"
#include "services/ranking/standing_parts.h"

namespace peerage::ranking {
namespace {

constexpr int kYear = 12;

// Both ends of the year for one list of forces, on one population.
struct YearApart {
  core::Comparison present;
  core::Comparison earlier;
};

YearApart Apart(const MeasureView& view, const GroupComparison& present) {
  const core::Month earlier = present.period.end - kYear;
  return YearApart{present.figures,
                   view.Figures(present.group.member_ids, earlier, present.vintage)};
}

// The place of the subject's change among those of a group; unset below its
// minimum.
struct ChangePlace {
  std::optional<int> position;
  int ranked_of = 0;
};

ChangePlace PlaceOfChange(const YearApart& year, const GroupComparison& group,
                          const std::string& force_id) {
  const core::Measure& measure = *group.formula->measure;
  const auto changes = core::YearlyChanges(year.present, year.earlier, measure);
  ChangePlace place;
  place.ranked_of = static_cast<int>(
      std::count_if(changes.begin(), changes.end(), [](const auto& c) { return c.has_value(); }));
  const auto index = group.figures.IndexOf(force_id);
  if (index && place.ranked_of >= group.minimum_members) {
    place.position = core::PositionOf(changes, *index, measure.direction);
  }
  return place;
}

// The subject's own change in words and numbers.
void FillOwnChange(const core::Comparison& now, const core::Comparison& then,
                   const core::Measure& measure, core::ChangeOnYear& change) {
  const auto own = core::YearlyChanges(now, then, measure).front();
  if (IsRate(measure.kind)) {
    const int64_t count =
        now.figures.front().fraction->numerator - then.figures.front().fraction->numerator;
    const int decimals = now.scale.numerator_decimals;
    const core::Number things = core::Unscaled(count, decimals);
    change.count = things.approximate();
    change.count_display =
        decimals == 0 ? core::DisplayCount(count, measure)
                      : core::DisplayDecimal(things, decimals) + " " + measure.words.event_plural;
    if (own) {
      change.percent = own->approximate();
      change.display = core::DisplayPercent(*own);
    }
  } else if (own) {
    change.points = own->approximate();
    change.display = core::DisplayGap(*own, measure);
  }
}

void FillNationalPlace(MeasureView& view, const Subject& subject, core::Month end,
                       core::ChangeOnYear& change) {
  if (!view.dataset().reference().built_in_groups) return;
  const auto national =
      view.Compare(subject.force->id, end, core::GroupChoice(std::string(core::kEnglandAndWales)));
  if (!national.ok()) return;
  const YearApart year = Apart(view, **national);
  change.national_position = PlaceOfChange(year, **national, subject.force->id).position;
  const core::Risen risen = core::CountRisen(year.present, year.earlier);
  change.rose_in = risen.rose_in;
  change.of = risen.of;
}

}  // namespace

std::optional<core::ChangeOnYear> MakeChangeOnYear(MeasureView& view, const Subject& subject,
                                                   const GroupComparison& present) {
  const core::Month earlier_end = present.period.end - kYear;
  if (!std::binary_search(view.PeriodEnds().begin(), view.PeriodEnds().end(), earlier_end)) {
    return std::nullopt;
  }
  if (&view.FormulaAt(earlier_end) != present.formula) return std::nullopt;
  const std::string& force_id = subject.force->id;
  std::optional<core::Month> vintage = present.vintage;
  if (!vintage) vintage = view.Vintage({force_id}, present.period.end);
  const core::Comparison now = view.OwnFigure(force_id, present.period.end, vintage);
  const core::Comparison then = view.OwnFigure(force_id, earlier_end, vintage);
  if (!now.figures.front().fraction || !then.figures.front().fraction) return std::nullopt;
  core::ChangeOnYear change{.from_period = {earlier_end, present.period.months}};
  FillOwnChange(now, then, *present.formula->measure, change);
  const ChangePlace place = PlaceOfChange(Apart(view, present), present, force_id);
  change.position = place.position;
  change.ranked_of = place.ranked_of;
  FillNationalPlace(view, subject, present.period.end, change);
  return change;
}

std::optional<core::OwnLatest> MakeOwnLatest(MeasureView& view, const Subject& subject,
                                             core::Month end) {
  const std::string& force_id = subject.force->id;
  const std::vector<core::Month>& ends = view.PeriodEnds();
  for (auto own = ends.rbegin(); own != ends.rend() && *own > end; ++own) {
    if (*own > subject.reporting_month) continue;
    const auto vintage = view.Vintage({force_id}, *own);
    const core::Comparison now = view.OwnFigure(force_id, *own, vintage);
    if (!now.figures.front().fraction || view.Comparable(force_id, *own, subject.choice)) continue;
    const Formula& formula = view.FormulaAt(*own);
    core::OwnLatest latest{
        .period = {*own, formula.measure->window_months},
        .value = view.ToValue(now.figures.front(), formula, vintage, force_id, *own)};
    const core::Comparison then = view.OwnFigure(force_id, *own - kYear, vintage);
    if (&view.FormulaAt(*own - kYear) == &formula && then.figures.front().fraction) {
      core::ChangeOnYear change;
      FillOwnChange(now, then, *formula.measure, change);
      latest.change = change.percent ? change.percent : change.points;
      latest.change_display = change.display;
    }
    return latest;
  }
  return std::nullopt;
}

}  // namespace peerage::ranking
