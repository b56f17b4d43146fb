#include "services/ranking/snapshot.h"

#include <algorithm>

namespace peerage::ranking {

const core::DatasetReference* DatasetSnapshot::ReferenceAt(int64_t seq) const {
  for (auto version = references.rbegin(); version != references.rend(); ++version) {
    if (version->seq <= seq) return version->reference.get();
  }
  return nullptr;
}

int64_t Snapshot::SeqKnownAt(absl::Time time) const {
  if (known_at == nullptr) return 0;
  return std::upper_bound(known_at->begin(), known_at->end(), time) - known_at->begin();
}

}  // namespace peerage::ranking
