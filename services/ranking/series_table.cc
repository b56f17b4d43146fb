#include "services/ranking/series_table.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace peerage::ranking {
namespace {

struct Place {
  core::Month end;
  int64_t seq;
};

// For std::upper_bound: whether a version lies after a place.
constexpr auto kAfter = [](const Place& place, const auto& version) {
  return place.end < version.end || (place.end == version.end && place.seq < version.seq);
};

}  // namespace

void SeriesTable::Add(core::Month end, int64_t seq, Plane plane) {
  const auto after = std::upper_bound(versions_.begin(), versions_.end(), Place{end, seq}, kAfter);
  // Two derivations within one release leave one version.
  if (after != versions_.begin() && (after - 1)->end == end && (after - 1)->seq == seq) {
    (after - 1)->plane = std::move(plane);
  } else {
    versions_.insert(after, Version{end, seq, std::move(plane)});
  }
}

const Plane* SeriesTable::Find(core::Month end, int64_t seq) const {
  const auto after = std::upper_bound(versions_.begin(), versions_.end(), Place{end, seq}, kAfter);
  if (after == versions_.begin() || (after - 1)->end != end) return nullptr;
  return &(after - 1)->plane;
}

std::optional<int64_t> SeriesTable::FirstSeq(core::Month end) const {
  const Place before{end, std::numeric_limits<int64_t>::min()};
  const auto first = std::upper_bound(versions_.begin(), versions_.end(), before, kAfter);
  if (first == versions_.end() || first->end != end) return std::nullopt;
  return first->seq;
}

std::vector<core::Month> SeriesTable::PeriodEnds(int64_t seq) const {
  std::vector<core::Month> ends;
  for (const Version& version : versions_) {
    if (version.seq > seq || (!ends.empty() && ends.back() == version.end)) continue;
    ends.push_back(version.end);
  }
  return ends;
}

}  // namespace peerage::ranking
