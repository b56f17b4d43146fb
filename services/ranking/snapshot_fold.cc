#include "services/ranking/snapshot_fold.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/core/rolling_window.h"

namespace peerage::ranking {
namespace {

using AreaNumbers = std::unordered_map<std::string, size_t>;

// A dataset being changed by one release. Tables are copied when first touched.
class DatasetFold {
 public:
  DatasetFold(const DatasetSnapshot* before, int64_t seq) : seq_(seq) {
    if (before != nullptr) after_ = *before;
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

  absl::Status Store(const IncomingRun& run) {
    std::shared_ptr<SeriesTable>& table = changed_[run.series_id];
    if (table == nullptr) {
      const auto before = after_.stored.find(run.series_id);
      table = before == after_.stored.end() ? std::make_shared<SeriesTable>(run.period_months)
                                            : std::make_shared<SeriesTable>(*before->second);
      after_.stored[run.series_id] = table;
    }
    if (table->period_months() != run.period_months) {
      return absl::InternalError(absl::StrCat("release ", seq_, " stores ", run.series_id,
                                              " by periods of ", run.period_months,
                                              " months after ", table->period_months()));
    }
    table->Reserve(run.scopes.size());
    const std::vector<size_t> numbers = NumbersOf(run.area_ids);
    std::set<core::Month>& touched = touched_[run.series_id];
    for (const auto& [end, plane] : run.scopes) {
      table->Add(end, seq_, Renumber(plane, numbers));
      touched.insert(end);
    }
    return absl::OkStatus();
  }

  std::shared_ptr<const DatasetSnapshot> Finish() && {
    for (const RollingKey& key : KeysInUse()) {
      const auto touched = touched_.find(key.series_id);
      if (touched != touched_.end()) DeriveAfter(key, touched->second);
    }
    if (new_numbers_ != nullptr) after_.area_numbers = std::move(new_numbers_);
    if (after_.area_numbers == nullptr) after_.area_numbers = std::make_shared<AreaNumbers>();
    return std::make_shared<const DatasetSnapshot>(std::move(after_));
  }

 private:
  size_t NumberOf(const std::string& area_id) {
    const AreaNumbers* known =
        new_numbers_ != nullptr ? new_numbers_.get() : after_.area_numbers.get();
    if (known != nullptr) {
      const auto found = known->find(area_id);
      if (found != known->end()) return found->second;
    }
    if (new_numbers_ == nullptr) {
      new_numbers_ = known == nullptr ? std::make_shared<AreaNumbers>()
                                      : std::make_shared<AreaNumbers>(*known);
    }
    return new_numbers_->try_emplace(area_id, new_numbers_->size()).first->second;
  }

  std::vector<size_t> NumbersOf(const std::vector<std::string>& area_ids) {
    std::vector<size_t> numbers;
    numbers.reserve(area_ids.size());
    for (const std::string& id : area_ids) numbers.push_back(NumberOf(id));
    return numbers;
  }

  // The plane by the dataset's numbers: itself, where these are the same.
  static Plane Renumber(const Plane& plane, const std::vector<size_t>& numbers) {
    std::vector<core::Count> counts;
    bool same = true;
    for (size_t area = 0; area < plane.areas(); ++area) {
      same = same && numbers[area] == area;
      if (counts.size() <= numbers[area]) counts.resize(numbers[area] + 1);
      counts[numbers[area]] = plane.at(area);
    }
    return same ? plane : Plane(counts);
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
    changed->Reserve(ends.size());
    const bool released = touched_.contains(key.series_id);
    for (const core::Month end : ends) {
      auto sum = SumWindow(source, core::Period{end, key.window_months});
      if (!sum) continue;
      // What is declared again was not released again: no version more.
      const Plane* newest = released ? nullptr : changed->Find(end, seq_);
      if (newest == nullptr || !newest->Equals(*sum)) changed->Add(end, seq_, *std::move(sum));
    }
    rolling = std::move(changed);
  }

  // Nothing unless every tile of the window is stored.
  std::optional<Plane> SumWindow(const SeriesTable& source, core::Period window) const {
    const std::vector<core::Month> tiles = core::TilingPeriods(window, source.period_months());
    if (tiles.empty()) return std::nullopt;
    PlaneSum sum;
    for (const core::Month tile : tiles) {
      const Plane* part = source.Find(tile, seq_);
      if (part == nullptr) return std::nullopt;
      sum.Add(*part);
    }
    return sum.Finish();
  }

  int64_t seq_;
  DatasetSnapshot after_;
  // Those of after_ and the areas that appear with this release; null when
  // there are none.
  std::shared_ptr<AreaNumbers> new_numbers_;
  // The tables of after_.stored that this release made.
  std::map<std::string, std::shared_ptr<SeriesTable>> changed_;
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
  for (const IncomingRun& run : release.runs) {
    if (absl::Status stored = dataset.Store(run); !stored.ok()) return stored;
  }
  auto after = std::make_shared<Snapshot>(before);
  after->seq = release.seq;
  after->datasets[release.dataset_id] = std::move(dataset).Finish();
  after->release_id = release.id;
  after->known_at = before.known_at.With(release.known_at);
  return std::shared_ptr<const Snapshot>(std::move(after));
}

}  // namespace peerage::ranking
