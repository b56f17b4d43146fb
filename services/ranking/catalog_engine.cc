#include "services/ranking/catalog_engine.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "services/core/annotation.h"
#include "services/core/group.h"
#include "services/ranking/measure_view.h"

namespace peerage::ranking {
namespace {

bool Contains(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

core::SimilarGroup Described(core::Group group) {
  return core::SimilarGroup{.id = std::move(group.id),
                            .name = std::move(group.name),
                            .member_ids = std::move(group.member_ids),
                            .source = std::move(group.source),
                            .verified = group.verified};
}

// OK also when no id is given.
absl::Status CheckForce(const DatasetView& dataset, const std::string& force_id) {
  return force_id.empty() ? absl::OkStatus() : dataset.FindForce(force_id).status();
}
absl::Status CheckMeasure(const DatasetView& dataset, const std::string& measure_id) {
  return measure_id.empty() ? absl::OkStatus() : dataset.FindMeasure(measure_id).status();
}

// Those that `is_wanted`, by day and, within one, as declared.
template <class Fact, class IsWanted>
std::vector<Fact> ByDay(const std::vector<Fact>& declared, const IsWanted& is_wanted) {
  std::vector<Fact> facts;
  std::copy_if(declared.begin(), declared.end(), std::back_inserter(facts), is_wanted);
  std::stable_sort(facts.begin(), facts.end(),
                   [](const Fact& a, const Fact& b) { return a.date < b.date; });
  return facts;
}

}  // namespace

std::vector<DatasetEntry> ListDatasets(const std::shared_ptr<const Snapshot>& snapshot,
                                       int64_t seq) {
  std::vector<DatasetEntry> entries;
  for (const auto& [id, dataset] : snapshot->datasets) {
    const auto view = DatasetView::Open(snapshot, seq, id);
    if (view.ok()) entries.push_back({&view->reference(), view->NewestMonth()});
  }
  return entries;
}

std::vector<core::Area> ListForces(const DatasetView& dataset) {
  std::vector<core::Area> forces;
  for (const core::Area& area : dataset.reference().areas) {
    if (area.kind == core::AreaKind::kForce) forces.push_back(area);
  }
  std::sort(forces.begin(), forces.end(),
            [](const core::Area& a, const core::Area& b) { return a.id < b.id; });
  return forces;
}

absl::StatusOr<std::vector<core::SimilarGroup>> ListGroups(const DatasetView& dataset,
                                                           const std::string& force_id) {
  if (absl::Status force = CheckForce(dataset, force_id); !force.ok()) return force;
  std::vector<core::SimilarGroup> groups = dataset.reference().groups;
  for (core::Group& group : core::BuiltInGroups(dataset.reference(), dataset.NewestMonth())) {
    groups.push_back(Described(std::move(group)));
  }
  if (!force_id.empty()) {
    std::erase_if(groups, [&](const core::SimilarGroup& group) {
      return !Contains(group.member_ids, force_id);
    });
  }
  return groups;
}

absl::StatusOr<std::vector<core::Period>> ListPeriods(const DatasetView& dataset,
                                                      const std::string& measure_id) {
  if (const auto measure = dataset.FindMeasure(measure_id); !measure.ok()) {
    return measure.status();
  }
  const MeasureView view(dataset, measure_id, core::MethodOptions{});
  std::vector<core::Period> periods;
  for (const core::Month end : view.PeriodEnds()) {
    periods.push_back({end, view.FormulaAt(end).measure->window_months});
  }
  return periods;
}

absl::StatusOr<std::vector<core::Aspiration>> ListAspirations(const DatasetView& dataset,
                                                              const std::string& force_id) {
  if (absl::Status force = CheckForce(dataset, force_id); !force.ok()) return force;
  std::vector<core::Aspiration> aspirations;
  for (const core::Aspiration& aspiration : dataset.reference().aspirations) {
    if (force_id.empty() || aspiration.force_id == force_id) aspirations.push_back(aspiration);
  }
  std::stable_sort(aspirations.begin(), aspirations.end(),
                   [](const core::Aspiration& a, const core::Aspiration& b) {
                     return std::tie(a.force_id, a.measure_id, a.valid_from) <
                            std::tie(b.force_id, b.measure_id, b.valid_from);
                   });
  return aspirations;
}

absl::StatusOr<std::vector<core::Annotation>> ListAnnotations(const DatasetView& dataset,
                                                              const std::string& force_id,
                                                              const std::string& measure_id) {
  if (absl::Status force = CheckForce(dataset, force_id); !force.ok()) return force;
  if (absl::Status measure = CheckMeasure(dataset, measure_id); !measure.ok()) return measure;
  return ByDay(dataset.reference().annotations, [&](const core::Annotation& annotation) {
    return (force_id.empty() || core::IsAbout(annotation.area_ids, force_id)) &&
           (measure_id.empty() || core::IsAbout(annotation.measure_ids, measure_id));
  });
}

absl::StatusOr<std::vector<core::ExceptionalEvent>> ListEvents(const DatasetView& dataset,
                                                               const std::string& force_id) {
  if (absl::Status force = CheckForce(dataset, force_id); !force.ok()) return force;
  return ByDay(dataset.reference().events, [&](const core::ExceptionalEvent& event) {
    return force_id.empty() || event.force_id == force_id;
  });
}

absl::StatusOr<std::vector<core::CalendarEntry>> ListCalendar(const DatasetView& dataset,
                                                              const std::string& measure_id,
                                                              std::optional<core::Day> from) {
  if (absl::Status measure = CheckMeasure(dataset, measure_id); !measure.ok()) return measure;
  return ByDay(dataset.reference().calendar, [&](const core::CalendarEntry& entry) {
    return (!from || *from <= entry.date) &&
           (measure_id.empty() || core::IsAbout(entry.measure_ids, measure_id));
  });
}

}  // namespace peerage::ranking
