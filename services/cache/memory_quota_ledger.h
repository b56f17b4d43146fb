// A quota ledger of one process: one replica, which has all of every quota.
#pragma once

#include <functional>
#include <mutex>
#include <unordered_map>

#include "services/cache/quota_ledger.h"

namespace peerage::cache {

class MemoryQuotaLedger final : public QuotaLedger {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit MemoryQuotaLedger(std::function<Time()> clock = std::chrono::steady_clock::now)
      : clock_(std::move(clock)) {}

  std::optional<int64_t> Lease(const std::string& caller, const QuotaSlice& slice,
                               int64_t wanted) override;
  int64_t Announce() override { return 1; }

 private:
  struct Spent {
    int64_t tokens = 0;
    Time ends;
  };

  const std::function<Time()> clock_;
  std::mutex mutex_;
  // One a caller that was ever seen: callers are those of a policy.
  std::unordered_map<std::string, Spent> spent_;
};

}  // namespace peerage::cache
