#include "services/ranking/plane.h"

#include <algorithm>
#include <array>
#include <limits>

namespace peerage::ranking {
namespace {

using core::Count;
using core::ObservationStatus;

constexpr size_t kStatuses = 5;

bool IsNarrow(const Count& count) {
  return count.value >= std::numeric_limits<int32_t>::min() &&
         count.value <= std::numeric_limits<int32_t>::max();
}

bool IsFinal(const Count& count) { return count.status == ObservationStatus::kFinal; }

using StatusTable = std::array<std::array<ObservationStatus, kStatuses>, kStatuses>;

// What core::Sum makes of two statuses.
StatusTable MakeStatusTable() {
  StatusTable table{};
  for (size_t a = 0; a < kStatuses; ++a) {
    for (size_t b = 0; b < kStatuses; ++b) {
      table[a][b] = core::Sum(Count{0, static_cast<ObservationStatus>(a)},
                              Count{0, static_cast<ObservationStatus>(b)})
                        .status;
    }
  }
  return table;
}

ObservationStatus SumOf(const StatusTable& table, ObservationStatus a, ObservationStatus b) {
  return table[static_cast<size_t>(a)][static_cast<size_t>(b)];
}

}  // namespace

Plane::Plane(std::span<const Count> counts)
    : areas_(static_cast<uint32_t>(counts.size())),
      wide_(!std::all_of(counts.begin(), counts.end(), IsNarrow)),
      all_final_(std::all_of(counts.begin(), counts.end(), IsFinal)) {
  const size_t value_bytes = ValueBytes();
  const size_t bytes = counts.size() * (value_bytes + (all_final_ ? 0 : 1));
  const auto block = std::make_shared<std::byte[]>(bytes);
  std::byte* out = block.get();
  for (const Count& count : counts) {
    const int32_t narrow = static_cast<int32_t>(count.value);
    std::memcpy(out, wide_ ? static_cast<const void*>(&count.value) : &narrow, value_bytes);
    out += value_bytes;
  }
  for (size_t area = 0; !all_final_ && area < counts.size(); ++area) {
    out[area] = static_cast<std::byte>(counts[area].status);
  }
  block_ = block;
}

bool Plane::Equals(const Plane& other) const {
  for (size_t area = 0; area < std::max(areas(), other.areas()); ++area) {
    const Count mine = at(area);
    const Count its = other.at(area);
    if (mine.value != its.value || mine.status != its.status) return false;
  }
  return true;
}

void PlaneSum::Add(const Plane& part) {
  const size_t areas = std::max(values_.size(), part.areas());
  if (!begun_) {
    begun_ = true;
    for (size_t area = 0; area < areas; ++area) {
      values_.push_back(part.at(area).value);
      statuses_.push_back(part.at(area).status);
    }
    wide_ = part.wide();
    return;
  }
  Reach(areas);
  wide_ = wide_ || part.wide();
  if (!wide_) return AddNarrow(part);
  for (size_t area = 0; area < areas; ++area) {
    const Count sum = core::Sum(Count{values_[area], statuses_[area]}, part.at(area));
    values_[area] = sum.value;
    statuses_[area] = sum.status;
  }
}

void PlaneSum::Reach(size_t areas) {
  values_.resize(areas, 0);
  statuses_.resize(areas, ObservationStatus::kMissing);
}

// Nothing of 32 bits, a thousand times over, leaves 64. Values of areas whose
// status has none are added too, and dropped in the end.
void PlaneSum::AddNarrow(const Plane& part) {
  static const StatusTable kTable = MakeStatusTable();
  const StatusTable& table = kTable;
  part.AddNarrow(values_);
  for (size_t area = 0; !part.all_final() && area < part.areas(); ++area) {
    statuses_[area] = SumOf(table, statuses_[area], part.StatusOf(area));
  }
  for (size_t area = part.areas(); area < statuses_.size(); ++area) {
    statuses_[area] = SumOf(table, statuses_[area], ObservationStatus::kMissing);
  }
}

Plane PlaneSum::Finish() const {
  std::vector<Count> counts(values_.size());
  for (size_t area = 0; area < counts.size(); ++area) {
    if (core::HasValue(statuses_[area])) counts[area].value = values_[area];
    counts[area].status = statuses_[area];
  }
  return Plane(counts);
}

}  // namespace peerage::ranking
