#include "services/ranking/known_times.h"

#include <algorithm>
#include <utility>

namespace peerage::ranking {

absl::Time KnownTimes::At(int64_t seq) const {
  const auto place = static_cast<size_t>(seq - 1);
  const size_t block = place / kBlock;
  return (block < full_.size() ? *full_[block] : last_)[place % kBlock];
}

int64_t KnownTimes::CountUpTo(absl::Time time) const {
  const auto block = std::partition_point(
      full_.begin(), full_.end(),
      [&](const std::shared_ptr<const Block>& full) { return full->back() <= time; });
  const Block& times = block == full_.end() ? last_ : **block;
  const auto before = static_cast<int64_t>(kBlock) * (block - full_.begin());
  return before + (std::upper_bound(times.begin(), times.end(), time) - times.begin());
}

KnownTimes KnownTimes::With(absl::Time time) const {
  KnownTimes longer = *this;
  longer.last_.push_back(time);
  if (longer.last_.size() == kBlock) {
    longer.full_.push_back(std::make_shared<const Block>(std::exchange(longer.last_, {})));
  }
  return longer;
}

}  // namespace peerage::ranking
