#include "services/ranking/series_table.h"

#include <algorithm>
#include <utility>

namespace peerage::ranking {
namespace {

constexpr auto kBefore = [](const auto& entry, core::Month end) { return entry.end < end; };

}  // namespace

void SeriesTable::Add(core::Month end, int64_t seq, std::shared_ptr<const Plane> plane) {
  auto entry = std::lower_bound(entries_.begin(), entries_.end(), end, kBefore);
  if (entry == entries_.end() || entry->end != end) entry = entries_.insert(entry, Entry{end, {}});
  // Two derivations within one release leave one version.
  if (!entry->versions.empty() && entry->versions.back().seq == seq) {
    entry->versions.back().plane = std::move(plane);
  } else {
    entry->versions.push_back(Version{seq, std::move(plane)});
  }
}

const Plane* SeriesTable::Find(core::Month end, int64_t seq) const {
  const auto entry = std::lower_bound(entries_.begin(), entries_.end(), end, kBefore);
  if (entry == entries_.end() || entry->end != end) return nullptr;
  for (auto version = entry->versions.rbegin(); version != entry->versions.rend(); ++version) {
    if (version->seq <= seq) return version->plane.get();
  }
  return nullptr;
}

std::vector<core::Month> SeriesTable::PeriodEnds(int64_t seq) const {
  std::vector<core::Month> ends;
  ends.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    if (entry.versions.front().seq <= seq) ends.push_back(entry.end);
  }
  return ends;
}

}  // namespace peerage::ranking
