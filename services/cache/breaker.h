// Whether it is worth asking something that may be away.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>

namespace peerage::cache {

// Opens after five failures within one second; successes between them do not
// count. While it is open, one probe a second is due; the first success closes
// it. Safe from any thread.
class Breaker {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Clock = std::function<Time()>;

  explicit Breaker(Clock clock = std::chrono::steady_clock::now) : clock_(std::move(clock)) {}

  // Whether to ask.
  bool closed() const;

  void Failed();
  void Succeeded();

  // True for one caller a second while open: that one probes, and reports.
  bool TakeProbe();

 private:
  const Clock clock_;
  mutable std::mutex mutex_;
  // While closed: the latest failures, oldest first.
  std::deque<Time> failures_;
  bool open_ = false;
  Time next_probe_;
};

}  // namespace peerage::cache
