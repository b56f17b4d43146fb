// How much each caller may ask for: calls a second, calls at once, uploads a
// day. Decided before a call waits anywhere.
//
// Calls a second are tokens. Every 100 ms each caller that was active gets its
// share: what the ledger grants, which all replicas ask for the same caller; or,
// without a ledger or while that is away, its rate divided by the replicas last
// seen. So no read waits for another process.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "absl/status/status.h"
#include "services/cache/quota_ledger.h"
#include "services/runtime/rights.h"

namespace peerage::runtime {

class Admission {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;
  using WallClock = std::function<std::chrono::system_clock::time_point()>;
  static constexpr std::chrono::milliseconds kSlice{100};

  explicit Admission(Clock clock = std::chrono::steady_clock::now,
                     WallClock wall_clock = std::chrono::system_clock::now);
  ~Admission();
  Admission(const Admission&) = delete;
  Admission& operator=(const Admission&) = delete;

  // Borrows the ledger until StopRefilling and refills in a thread of its own
  // every slice; null: local shares only.
  void StartRefilling(cache::QuotaLedger* ledger);
  void StopRefilling();
  // One slice; what the thread does. Public for tests.
  void Refill(cache::QuotaLedger* ledger);

  // One call that runs. Gives its place back when it goes.
  class Place {
   public:
    Place() = default;
    explicit Place(std::shared_ptr<std::atomic<int64_t>> running) : running_(std::move(running)) {}
    Place(Place&& other) noexcept = default;
    Place& operator=(Place&& other) noexcept;
    ~Place();

   private:
    std::shared_ptr<std::atomic<int64_t>> running_;
  };

  // Lets one call of `identity` begin, or says RESOURCE_EXHAUSTED (QUOTA).
  // Safe from any thread.
  absl::Status Enter(const std::string& identity, const Quota& quota, Place& place);

  // Counts bytes of an upload; RESOURCE_EXHAUSTED (QUOTA) when they pass the
  // day's limit. Safe from any thread.
  absl::Status CountUpload(const std::string& identity, const Quota& quota, int64_t bytes);

 private:
  struct Account {
    double tokens = 0;
    Quota quota;
    std::chrono::steady_clock::time_point used;
    std::shared_ptr<std::atomic<int64_t>> running = std::make_shared<std::atomic<int64_t>>(0);
    // Whole days since 1970, UTC.
    int64_t upload_day = 0;
    int64_t uploaded_bytes = 0;
  };

  struct Thirst {
    double calls_per_second = 0;
    // Tokens that its account can still hold.
    double room = 0;
  };

  // Needs mutex_.
  Account& AccountOf(const std::string& identity, const Quota& quota);
  std::map<std::string, Thirst> Thirsty();

  const Clock clock_;
  const WallClock wall_clock_;
  std::mutex mutex_;
  std::map<std::string, Account, std::less<>> accounts_;
  int replicas_ = 1;

  std::mutex thread_mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace peerage::runtime
