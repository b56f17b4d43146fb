// The last figures of one force in one series, and whether another one is far
// off them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace peerage::ingestion {

class OwnHistory {
 public:
  static constexpr size_t kPeriods = 12;
  static constexpr size_t kLeast = 8;

  // The next period's figure, scaled as its series is.
  void Add(int64_t value);

  // The median of what is kept when `value` is far off (odd_figures.h); nothing
  // otherwise. `counts`: the figures count things, so they scatter at least as
  // Poisson's do.
  std::optional<double> MedianIfFarOff(int64_t value, bool counts) const;

 private:
  // A ring.
  std::array<int64_t, kPeriods> values_{};
  size_t size_ = 0;
  size_t next_ = 0;
};

}  // namespace peerage::ingestion
