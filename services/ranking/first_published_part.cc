#include <algorithm>
#include <optional>
#include <vector>

#include "services/core/display.h"
#include "services/core/population.h"
#include "services/core/position.h"
#include "services/ranking/standing_parts.h"

namespace peerage::ranking {
namespace {

// The first release of any population that serves the period.
std::optional<int64_t> PopulationSince(const MeasureView& view, const Formula& formula,
                                       core::Month end) {
  const SeriesTable* table = view.PopulationTable(formula);
  if (table == nullptr) return std::nullopt;
  if (formula.population->population_by_period) return table->FirstSeq(end);
  std::optional<int64_t> since;
  for (const core::Month vintage : table->PeriodEnds(view.dataset().seq())) {
    if (!core::VintageServes(vintage, end)) continue;
    const int64_t first = *table->FirstSeq(vintage);
    since = std::min(since.value_or(first), first);
  }
  return since;
}

// The first release at or after `since` when all was there that a definition
// makes the period's figures from; nothing where it counts what never was.
std::optional<int64_t> CompleteSince(const MeasureView& view, const Formula& formula,
                                     core::Month end, int64_t since) {
  const std::vector<const SeriesTable*> above = view.TablesAbove(*formula.measure);
  if (above.size() < formula.measure->numerator_series.size()) return std::nullopt;
  for (const SeriesTable* table : above) {
    const std::optional<int64_t> first = table->FirstSeq(end);
    if (!first) return std::nullopt;
    since = std::max(since, *first);
  }
  const auto wait_for = [&](std::optional<int64_t> first) {
    // What was never released is waited for by nobody.
    if (first) since = std::max(since, *first);
  };
  for (const SeriesTable* table : view.TablesBelow(formula)) wait_for(table->FirstSeq(end));
  wait_for(PopulationSince(view, formula, end));
  return since;
}

// The first release when the definition that was then known for the period's end
// could be asked by.
int64_t AskableSince(MeasureView& view, const Formula& present, core::Month end) {
  const int64_t now = view.dataset().seq();
  const auto& versions = view.dataset().snapshot().references;
  for (size_t i = 0; i < versions.size() && versions[i].seq <= now; ++i) {
    const auto dataset = view.dataset().At(versions[i].seq);
    if (!dataset || !dataset->FindMeasure(view.measure_id()).ok()) continue;
    const bool same = dataset->MeasureAt(view.measure_id(), end) == *present.measure;
    const Formula& formula = same ? present : view.At(versions[i].seq)->FormulaAt(end);
    const auto since = CompleteSince(view, formula, end, versions[i].seq);
    const int64_t replaced = i + 1 < versions.size() ? versions[i + 1].seq : now;
    if (since && *since < std::min(replaced, now)) return *since;
  }
  return now;
}

// Whether any of the figures that the comparison is made from came after `seq`.
bool FiguresChanged(const MeasureView& view, const GroupComparison& present, int64_t seq) {
  const int64_t now = view.dataset().seq();
  const auto changed = [&](const SeriesTable* table, core::Month end) {
    return table->Find(end, seq) != table->Find(end, now);
  };
  const Formula& formula = *present.formula;
  for (const SeriesTable* table : view.TablesAbove(*formula.measure)) {
    if (changed(table, present.period.end)) return true;
  }
  for (const SeriesTable* table : view.TablesBelow(formula)) {
    if (changed(table, present.period.end)) return true;
  }
  return present.vintage && changed(view.PopulationTable(formula), *present.vintage);
}

// Whether declarations after `seq` gave the period another definition or group.
bool DeclarationsChanged(const MeasureView& view, const Subject& subject,
                         const GroupComparison& present, int64_t seq) {
  const DatasetView& now = view.dataset();
  const core::DatasetReference* before = now.snapshot().ReferenceAt(seq);
  if (before == &now.reference() || before == nullptr) return false;
  const core::Month end = present.period.end;
  if (now.At(seq)->MeasureAt(view.measure_id(), end) != *present.formula->measure) return true;
  const auto group = core::ResolveGroup(*before, subject.force->id, end, subject.choice);
  return !group.ok() || group->member_ids != present.group.member_ids;
}

core::FirstPublished Describe(const MeasureView& then, const Subject& subject,
                              const GroupComparison& first) {
  const std::string& force_id = subject.force->id;
  const core::Month end = first.period.end;
  std::optional<core::Month> vintage = first.vintage;
  if (!vintage) vintage = then.Vintage({force_id}, end);
  return {
      .seq = then.dataset().seq(),
      .known_on = then.dataset().DayOf(then.dataset().seq()),
      .value = then.ToValue(then.FigureIn(first, force_id), *first.formula, vintage, force_id, end),
      .ranked_of = first.figures.ranked_of()};
}

}  // namespace

void FillFirstPublished(MeasureView& view, const Subject& subject, const GroupComparison& present,
                        core::Standing& standing) {
  const core::Month end = present.period.end;
  const int64_t since = AskableSince(view, *present.formula, end);
  if (since >= view.dataset().seq()) return;
  if (!FiguresChanged(view, present, since) &&
      !DeclarationsChanged(view, subject, present, since)) {
    return;
  }
  MeasureView* then = view.At(since);
  if (then == nullptr || !then->dataset().FindSubject(subject.force->id).ok()) return;
  const auto first = then->Compare(subject.force->id, end, subject.choice);
  // There was no such group yet, so the period had no answer.
  if (!first.ok()) return;
  standing.first_published = Describe(*then, subject, **first);
  standing.position_as_first_published = PositionIn(**first, subject.force->id);
  if (!standing.position_as_first_published) return;
  const size_t index = *(*first)->figures.IndexOf(subject.force->id);
  standing.first_published->position_display = core::DisplayPosition(
      *standing.position_as_first_published, !core::TiedWith((*first)->figures, index).empty());
}

}  // namespace peerage::ranking
