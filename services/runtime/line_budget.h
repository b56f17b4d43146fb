// At most so many log lines a second, whatever happens: a flood of bad calls is
// a number, not a flood of lines.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>

namespace peerage::runtime {

// Safe from any thread.
class LineBudget {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  explicit LineBudget(int64_t lines_per_second, Clock clock = std::chrono::steady_clock::now);

  // Room for a line: how many were left out since the last one. Nothing: leave
  // this one out.
  std::optional<int64_t> Take();

 private:
  const int64_t lines_per_second_;
  const Clock clock_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point second_began_;
  int64_t taken_ = 0;
  int64_t left_out_ = 0;
};

}  // namespace peerage::runtime
