// All that is known, as a fold of ingestion's releases in order of seq.
//
// Immutable: a release makes a new snapshot that shares everything it did not
// touch (snapshot_fold.h). Readers hold one for the length of a request, so all
// figures of an answer come from one state. Safe from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "services/core/reference.h"
#include "services/ranking/known_times.h"
#include "services/ranking/series_table.h"

namespace peerage::ranking {

// What a dataset declared with one release.
struct ReferenceVersion {
  int64_t seq = 0;
  std::shared_ptr<const core::DatasetReference> reference;
};

// Sums of `window_months` of a stored series.
struct RollingKey {
  std::string series_id;
  int window_months = 12;
  friend auto operator<=>(const RollingKey&, const RollingKey&) = default;
};

struct DatasetSnapshot {
  // Oldest first.
  std::vector<ReferenceVersion> references;
  // Area id -> its number in every plane of the dataset. Numbers are given in
  // order of appearance and never change.
  std::shared_ptr<const std::unordered_map<std::string, size_t>> area_numbers;
  // Stored series by id.
  std::map<std::string, std::shared_ptr<const SeriesTable>, std::less<>> stored;
  // Derived sums; a window as long as the stored periods is the stored table.
  std::map<RollingKey, std::shared_ptr<const SeriesTable>> rolling;

  // The declarations in force at `seq`; null when there were none yet.
  const core::DatasetReference* ReferenceAt(int64_t seq) const;
};

struct Snapshot {
  // The newest release folded in; 0 when there is none.
  int64_t seq = 0;
  std::map<std::string, std::shared_ptr<const DatasetSnapshot>, std::less<>> datasets;
  // When each release was committed.
  KnownTimes known_at;
  // The id of the newest release, which says of which log this is a fold; empty
  // when there is none.
  std::string release_id;

  // The highest seq committed at or before `time`; 0 when there is none.
  int64_t SeqKnownAt(absl::Time time) const { return known_at.CountUpTo(time); }
};

}  // namespace peerage::ranking
