// Wakes those who wait for the next release.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "absl/time/time.h"

namespace peerage::store {

// Safe from any thread.
class SeqSignal {
 public:
  void Publish(int64_t seq) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      seq_ = std::max(seq_, seq);
    }
    changed_.notify_all();
  }

  // The published seq as soon as it is above `seq`, or after `timeout`.
  int64_t WaitAbove(int64_t seq, absl::Duration timeout) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait_for(lock, absl::ToChronoMilliseconds(timeout), [&] { return seq_ > seq; });
    return seq_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int64_t seq_ = 0;
};

}  // namespace peerage::store
