// Ends retries when most calls fail: a service in trouble is not helped by
// being asked four times. Not part of the library's face.
#pragma once

#include <algorithm>
#include <atomic>

namespace peerage::client {

// gRPC's retryThrottling with 100 tokens and a ratio of 0.1: a failure costs one
// token, a success gives a tenth back, and retries are made while more than half
// are there. Safe from any thread.
class RetryThrottle {
 public:
  void Succeeded() { Add(1); }
  // Whether a failed attempt may be followed by another.
  bool Failed() { return Add(-10) > kMaxTenths / 2; }

 private:
  static constexpr int kMaxTenths = 1000;

  int Add(int tenths) {
    int old = tenths_.load(std::memory_order_relaxed);
    int next = 0;
    do {
      next = std::clamp(old + tenths, 0, kMaxTenths);
    } while (!tenths_.compare_exchange_weak(old, next, std::memory_order_relaxed));
    return next;
  }

  std::atomic<int> tenths_{kMaxTenths};
};

}  // namespace peerage::client
