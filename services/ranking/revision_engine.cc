#include "services/ranking/revision_engine.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/ranking/measure_view.h"

namespace peerage::ranking {
namespace {

// A force and its place in planes.
struct ForceNumber {
  std::string id;
  size_t number = 0;
};

std::vector<ForceNumber> ForcesOf(const DatasetView& dataset, const std::string& only) {
  std::vector<ForceNumber> forces;
  for (const core::Area& area : dataset.reference().areas) {
    if (area.kind != core::AreaKind::kForce || (!only.empty() && area.id != only)) continue;
    if (const auto number = dataset.AreaNumber(area.id)) forces.push_back({area.id, *number});
  }
  return forces;
}

// The planes of one period's numerators, one a series.
using Planes = std::vector<const Plane*>;

core::Count SumAt(const Planes& planes, size_t area) {
  core::Count sum = planes.front()->at(area);
  for (size_t i = 1; i < planes.size(); ++i) sum = core::Sum(sum, planes[i]->at(area));
  return sum;
}

// As first published, and now; nothing when it was released once.
std::optional<std::pair<Planes, Planes>> Versions(const MeasureView& view, core::Month end) {
  const std::vector<const SeriesTable*> tables = view.TablesAbove(*view.FormulaAt(end).measure);
  int64_t first = 0;
  for (const SeriesTable* table : tables) {
    first = std::max(first, table->FirstSeq(end).value_or(0));
  }
  Planes before;
  Planes after;
  for (const SeriesTable* table : tables) {
    before.push_back(table->Find(end, first));
    after.push_back(table->Find(end, view.dataset().seq()));
  }
  if (before == after) return std::nullopt;
  return std::pair(std::move(before), std::move(after));
}

MeasureRevisions Revise(const MeasureView& view, const std::vector<ForceNumber>& forces) {
  MeasureRevisions revisions{.measure_id = view.measure_id(), .measure_name = view.newest().name};
  const std::string& counted = view.newest().numerator_series.front();
  core::RevisionTally tally(view.dataset().FindSeries(counted)->decimals);
  for (const core::Month end : view.PeriodEnds()) {
    const auto versions = Versions(view, end);
    if (!versions) continue;
    ++revisions.periods;
    const core::Period period{end, view.FormulaAt(end).measure->window_months};
    for (const ForceNumber& force : forces) {
      const core::Count before = SumAt(versions->first, force.number);
      const core::Count after = SumAt(versions->second, force.number);
      if (!HasValue(before.status) || !HasValue(after.status)) continue;
      tally.Add(force.id, period, before.value, after.value);
    }
  }
  revisions.summary = tally.Finish();
  return revisions;
}

}  // namespace

absl::StatusOr<Revisions> ListRevisions(std::shared_ptr<const Snapshot> snapshot,
                                        const RevisionsQuery& query) {
  const auto seq = ResolveAsOf(*snapshot, query.as_of);
  if (!seq.ok()) return seq.status();
  auto dataset = DatasetView::Open(std::move(snapshot), *seq, query.dataset_id);
  if (!dataset.ok()) return dataset.status();
  if (!query.force_id.empty()) {
    if (const auto force = dataset->FindForce(query.force_id); !force.ok()) return force.status();
  }
  const std::vector<ForceNumber> forces = ForcesOf(*dataset, query.force_id);
  Revisions revisions{.dataset = *dataset, .measures = {}};
  for (const std::string& id :
       query.measure_ids.empty() ? dataset->MeasureIds() : query.measure_ids) {
    if (const auto known = dataset->FindMeasure(id); !known.ok()) return known.status();
    revisions.measures.push_back(Revise(MeasureView(*dataset, id, {}), forces));
  }
  return revisions;
}

}  // namespace peerage::ranking
