#include "services/runtime/line_budget.h"

#include <utility>

namespace peerage::runtime {

LineBudget::LineBudget(int64_t lines_per_second, Clock clock)
    : lines_per_second_(lines_per_second), clock_(std::move(clock)), second_began_(clock_()) {}

std::optional<int64_t> LineBudget::Take() {
  const std::lock_guard lock(mutex_);
  const auto now = clock_();
  if (now - second_began_ >= std::chrono::seconds(1)) {
    second_began_ = now;
    taken_ = 0;
  }
  if (taken_ == lines_per_second_) {
    ++left_out_;
    return std::nullopt;
  }
  ++taken_;
  return std::exchange(left_out_, 0);
}

}  // namespace peerage::runtime
