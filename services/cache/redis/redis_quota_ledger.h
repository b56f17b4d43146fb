// Quotas that replicas share, counted in Redis by scripts, each atomic.
#pragma once

#include <chrono>
#include <mutex>
#include <string>

#include "services/cache/quota_ledger.h"
#include "services/cache/redis/redis_pool.h"

namespace peerage::cache {

// Redis's clock is the only one: tokens grow and replicas are dated by the
// server's time. Needs the commands EVAL, GET, SET and TIME on
// `peerage:quota:*`.
class RedisQuotaLedger final : public QuotaLedger {
 public:
  // `pool` is borrowed and outlives it. `service` is whose quotas these are,
  // "ranking"; `replica` is this process's own name, of letters, digits and
  // hyphens. Announces itself once in `announce_every`.
  RedisQuotaLedger(RedisPool& pool, std::string service, std::string replica,
                   std::chrono::milliseconds announce_every = std::chrono::seconds(1));

  std::optional<double> Take(const std::string& caller, double per_second, double wanted) override;
  int Replicas() override;

 private:
  RedisPool& pool_;
  const std::string service_;
  const std::string replica_;
  const std::chrono::milliseconds announce_every_;
  std::mutex mutex_;
  int replicas_ = 1;
  std::chrono::steady_clock::time_point next_announcement_;
};

// A name for this process that no other replica has.
std::string RandomReplicaName();

}  // namespace peerage::cache
