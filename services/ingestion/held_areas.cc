#include "services/ingestion/held_areas.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "services/ingestion/held_figures.h"

namespace peerage::ingestion {
namespace {

// An area as it was and as it shall be, null when it goes.
struct Change {
  const core::Area* before = nullptr;
  const core::Area* now = nullptr;
  size_t place = 0;

  // Whether a period of it is taken away.
  bool Loses(core::Month end) const {
    if (now == nullptr) return true;
    return core::IsWithin(end, before->valid_from, before->valid_to) &&
           !core::IsWithin(end, now->valid_from, now->valid_to);
  }
};

using Changes = std::map<std::string_view, Change>;

bool LosesMonths(const core::Area& now, const core::Area& before) {
  const bool begins_later =
      now.valid_from && (!before.valid_from || *before.valid_from < *now.valid_from);
  const bool ends_earlier = now.valid_to && (!before.valid_to || *now.valid_to < *before.valid_to);
  return begins_later || ends_earlier;
}

// Those that went or lost months, by id.
Changes FindChanges(const core::DatasetReference& now, const core::DatasetReference& before) {
  std::map<std::string_view, size_t> places;
  for (size_t i = 0; i < now.areas.size(); ++i) places.emplace(now.areas[i].id, i);
  Changes changes;
  for (const core::Area& area : before.areas) {
    const auto place = places.find(area.id);
    if (place == places.end()) {
      changes.emplace(area.id, Change{.before = &area});
    } else if (LosesMonths(now.areas[place->second], area)) {
      changes.emplace(area.id, Change{&area, &now.areas[place->second], place->second});
    }
  }
  return changes;
}

std::pair<std::string, std::string> Violation(const Change& change, const store::ScopeHead& head) {
  const std::string held = absl::StrCat("area '", change.before->id, "' holds a figure of ",
                                        head.series_id, " in ", head.period_end.ToString());
  if (change.now == nullptr) {
    return {"reference.areas", absl::StrCat(held,
                                            " and stays declared; add it again, with a "
                                            "valid_to if it ended")};
  }
  const bool early = change.now->valid_from && head.period_end < *change.now->valid_from;
  return {absl::StrCat("reference.areas[", change.place, early ? "].valid_from" : "].valid_to"),
          absl::StrCat(held, "; choose months that contain it, or withdraw the figure first")};
}

}  // namespace

absl::StatusOr<FieldViolations> CheckHeldAreas(store::ReleaseLog& log,
                                               const store::DatasetState& state,
                                               const core::DatasetReference& now,
                                               const core::DatasetReference& before) {
  Changes changes = FindChanges(now, before);
  FieldViolations violations;
  HeldFigures held(log);
  for (const store::ScopeHead& head : state.heads) {
    const bool touched = std::any_of(changes.begin(), changes.end(), [&](const auto& change) {
      return change.second.Loses(head.period_end);
    });
    if (!touched) continue;
    const auto figures = held.Find(head);
    if (!figures.ok()) return figures.status();
    for (const core::Observation& o : figures->observations) {
      const auto change = changes.find(o.area_id);
      if (change == changes.end() || !core::HasValue(o.status)) continue;
      if (!change->second.Loses(head.period_end)) continue;
      violations.push_back(Violation(change->second, head));
      // One figure says enough.
      changes.erase(change);
    }
  }
  return violations;
}

}  // namespace peerage::ingestion
