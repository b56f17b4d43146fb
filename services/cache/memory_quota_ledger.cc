#include "services/cache/memory_quota_ledger.h"

#include <algorithm>

namespace peerage::cache {

std::optional<int64_t> MemoryQuotaLedger::Lease(const std::string& caller, const QuotaSlice& slice,
                                                int64_t wanted) {
  const std::lock_guard lock(mutex_);
  const Time now = clock_();
  Spent& spent = spent_[caller];
  if (now >= spent.ends) spent = {.tokens = 0, .ends = now + slice.length};
  const int64_t granted =
      std::clamp<int64_t>(slice.tokens - spent.tokens, 0, std::max<int64_t>(wanted, 0));
  spent.tokens += granted;
  return granted;
}

}  // namespace peerage::cache
