// Quotas that replicas share, counted in Redis by scripts, each atomic.
#pragma once

#include <atomic>
#include <string>

#include "services/cache/quota_ledger.h"
#include "services/cache/redis/redis_pool.h"

namespace peerage::cache {

// Redis's clock is the only one: slices end by expiry, and replicas are dated by
// the server's time. Needs the commands EVAL, GET, SET and TIME on
// `peerage:quota:*`.
class RedisQuotaLedger final : public QuotaLedger {
 public:
  // `pool` is borrowed and outlives it. `service` is whose quotas these are,
  // "ranking"; `replica` is this process's own name, of letters, digits and
  // hyphens.
  RedisQuotaLedger(RedisPool& pool, std::string service, std::string replica);

  std::optional<int64_t> Lease(const std::string& caller, const QuotaSlice& slice,
                               int64_t wanted) override;
  int64_t Announce() override;

 private:
  RedisPool& pool_;
  const std::string service_;
  const std::string replica_;
  std::atomic<int64_t> replicas_{1};
};

}  // namespace peerage::cache
