#include "services/ranking/snapshot_fold.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace peerage::ranking {
namespace {

using AreaNumbers = std::unordered_map<std::string, size_t>;

// A dataset being changed by one release. Tables are copied when first touched.
class DatasetFold {
 public:
  DatasetFold(const DatasetSnapshot* before, int64_t seq) : seq_(seq) {
    if (before != nullptr) after_ = *before;
    if (after_.area_numbers != nullptr) area_numbers_ = *after_.area_numbers;
  }

  void Declare(core::DatasetReference reference) {
    for (const core::Area& area : reference.areas) NumberOf(area.id);
    const std::set<RollingKey> kept_up = KeysInUse();
    after_.references.push_back(ReferenceVersion{
        seq_, std::make_shared<const core::DatasetReference>(std::move(reference))});
    for (const RollingKey& key : KeysInUse()) {
      // Sums that no measure asked for lately were not kept up, though they may
      // still be there.
      if (!kept_up.contains(key)) DeriveAll(key);
    }
  }

  absl::Status Store(const core::SeriesRun& run) {
    auto& table = after_.stored[run.series_id];
    if (table != nullptr && table->period_months() != run.period_months) {
      return absl::InternalError(absl::StrCat("release ", seq_, " stores ", run.series_id,
                                              " by periods of ", run.period_months,
                                              " months after ", table->period_months()));
    }
    auto changed = table == nullptr ? std::make_shared<SeriesTable>(run.period_months)
                                    : std::make_shared<SeriesTable>(*table);
    for (const core::ScopeFigures& scope : run.scopes) {
      changed->Add(scope.period_end, seq_, MakePlane(scope));
      touched_[run.series_id].insert(scope.period_end);
    }
    table = std::move(changed);
    return absl::OkStatus();
  }

  std::shared_ptr<const DatasetSnapshot> Finish() && {
    for (const RollingKey& key : KeysInUse()) {
      const auto touched = touched_.find(key.series_id);
      if (touched != touched_.end()) DeriveAfter(key, touched->second);
    }
    after_.area_numbers = std::make_shared<const AreaNumbers>(std::move(area_numbers_));
    return std::make_shared<const DatasetSnapshot>(std::move(after_));
  }

 private:
  size_t NumberOf(const std::string& area_id) {
    return area_numbers_.try_emplace(area_id, area_numbers_.size()).first->second;
  }

  std::shared_ptr<const Plane> MakePlane(const core::ScopeFigures& scope) {
    auto plane = std::make_shared<Plane>();
    for (const core::Observation& observation : scope.observations) {
      const size_t number = NumberOf(observation.area_id);
      if (number >= plane->values.size()) {
        plane->values.resize(number + 1, 0);
        plane->statuses.resize(number + 1, core::ObservationStatus::kMissing);
      }
      plane->values[number] = observation.value;
      plane->statuses[number] = observation.status;
    }
    return plane;
  }

  // The sums that the newest declarations ask for.
  std::set<RollingKey> KeysInUse() const {
    std::set<RollingKey> keys;
    if (after_.references.empty()) return keys;
    for (const core::Measure& measure : after_.references.back().reference->measures) {
      for (const auto* list : {&measure.numerator_series, &measure.denominator_series}) {
        for (const std::string& id : *list) keys.insert(RollingKey{id, measure.window_months});
      }
    }
    return keys;
  }

  // Every window of a series that this release begins to need.
  void DeriveAll(const RollingKey& key) {
    const auto stored = after_.stored.find(key.series_id);
    if (stored == after_.stored.end()) return;
    const std::vector<core::Month> ends = stored->second->PeriodEnds(seq_);
    DeriveAfter(key, std::set<core::Month>(ends.begin(), ends.end()));
  }

  // The windows that contain a touched period.
  void DeriveAfter(const RollingKey& key, const std::set<core::Month>& touched) {
    const auto stored = after_.stored.find(key.series_id);
    const SeriesTable& source = *stored->second;
    auto& rolling = after_.rolling[key];
    if (key.window_months == source.period_months()) {
      rolling = stored->second;
      return;
    }
    auto changed = rolling == nullptr ? std::make_shared<SeriesTable>(key.window_months)
                                      : std::make_shared<SeriesTable>(*rolling);
    std::set<core::Month> ends;
    for (const core::Month period : touched) {
      for (int ahead = 0; ahead < key.window_months; ahead += source.period_months()) {
        ends.insert(period + ahead);
      }
    }
    for (const core::Month end : ends) {
      if (auto sum = SumWindow(source, core::Period{end, key.window_months})) {
        changed->Add(end, seq_, std::move(sum));
      }
    }
    rolling = std::move(changed);
  }

  // Null unless every tile of the window is stored.
  std::shared_ptr<const Plane> SumWindow(const SeriesTable& source, core::Period window) const {
    const std::vector<core::Month> tiles = core::TilingPeriods(window, source.period_months());
    if (tiles.empty()) return nullptr;
    std::shared_ptr<Plane> sum;
    for (const core::Month tile : tiles) {
      const Plane* part = source.Find(tile, seq_);
      if (part == nullptr) return nullptr;
      if (sum == nullptr) {
        sum = std::make_shared<Plane>(*part);
      } else {
        AddTo(*sum, *part);
      }
    }
    return sum;
  }

  static void AddTo(Plane& sum, const Plane& part) {
    const size_t areas = std::max(sum.values.size(), part.values.size());
    sum.values.resize(areas, 0);
    sum.statuses.resize(areas, core::ObservationStatus::kMissing);
    for (size_t area = 0; area < areas; ++area) {
      const core::Count count = core::Sum(sum.at(area), part.at(area));
      sum.values[area] = count.value;
      sum.statuses[area] = count.status;
    }
  }

  int64_t seq_;
  DatasetSnapshot after_;
  AreaNumbers area_numbers_;
  std::map<std::string, std::set<core::Month>> touched_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<const Snapshot>> Fold(const Snapshot& before,
                                                     const IncomingRelease& release) {
  if (release.seq != before.seq + 1) {
    return absl::InternalError(
        absl::StrCat("release ", release.seq, " follows ", before.seq, ": the stream has a gap"));
  }
  const auto known = before.datasets.find(release.dataset_id);
  DatasetFold dataset(known == before.datasets.end() ? nullptr : known->second.get(), release.seq);
  if (release.reference) dataset.Declare(*release.reference);
  for (const core::SeriesRun& run : release.runs) {
    if (absl::Status stored = dataset.Store(run); !stored.ok()) return stored;
  }
  auto after = std::make_shared<Snapshot>(before);
  after->seq = release.seq;
  after->datasets[release.dataset_id] = std::move(dataset).Finish();
  after->release_id = release.id;
  auto known_at = before.known_at == nullptr
                      ? std::make_shared<std::vector<absl::Time>>()
                      : std::make_shared<std::vector<absl::Time>>(*before.known_at);
  known_at->push_back(release.known_at);
  after->known_at = std::move(known_at);
  return std::shared_ptr<const Snapshot>(std::move(after));
}

}  // namespace peerage::ranking
