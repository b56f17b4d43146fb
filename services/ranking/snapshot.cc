#include "services/ranking/snapshot.h"

namespace peerage::ranking {

const core::DatasetReference* DatasetSnapshot::ReferenceAt(int64_t seq) const {
  for (auto version = references.rbegin(); version != references.rend(); ++version) {
    if (version->seq <= seq) return version->reference.get();
  }
  return nullptr;
}

}  // namespace peerage::ranking
