#include "services/ingestion/own_history.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace peerage::ingestion {
namespace {

constexpr double kRobustDeviations = 5;
// Makes the median absolute deviation of a Normal its standard deviation.
constexpr double kNormal = 1.4826;

// The middle one of sorted values, or the mean of the two in the middle.
double MiddleOf(std::span<const double> values) {
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// How far sorted values lie from `center`, sorted: the nearest neighbours on
// both sides are taken in turn.
void SortedDistances(std::span<const double> values, double center, std::span<double> distances) {
  size_t right = 0;
  while (right < values.size() && values[right] < center) ++right;
  size_t left = right;
  for (double& distance : distances) {
    const bool take_left =
        left > 0 && (right == values.size() || center - values[left - 1] < values[right] - center);
    distance = take_left ? center - values[--left] : values[right++] - center;
  }
}

}  // namespace

void OwnHistory::Add(int64_t value) {
  values_[next_] = value;
  next_ = next_ + 1 == kPeriods ? 0 : next_ + 1;
  size_ = std::min(size_ + 1, kPeriods);
}

std::optional<double> OwnHistory::MedianIfFarOff(int64_t value, bool counts) const {
  if (size_ < kLeast) return std::nullopt;
  // Most figures lie among the earlier ones, and are no outliers.
  int64_t least = values_[0];
  int64_t most = values_[0];
  for (size_t i = 1; i < size_; ++i) {
    least = std::min(least, values_[i]);
    most = std::max(most, values_[i]);
  }
  if (value >= least && value <= most) return std::nullopt;
  // So few are put in order without a branch: each stands after those below it.
  std::array<double, kPeriods> values{};
  for (size_t i = 0; i < size_; ++i) {
    size_t place = 0;
    for (size_t j = 0; j < size_; ++j) {
      place += static_cast<size_t>(values_[j] < values_[i]) +
               (static_cast<size_t>(values_[j] == values_[i]) & static_cast<size_t>(j < i));
    }
    values[place] = static_cast<double>(values_[i]);
  }
  const std::span<const double> known(values.data(), size_);
  const double median = MiddleOf(known);
  std::array<double, kPeriods> distances{};
  SortedDistances(known, median, std::span(distances.data(), size_));
  double deviation = kNormal * MiddleOf(std::span<const double>(distances.data(), size_));
  if (counts) deviation = std::max(deviation, std::sqrt(std::max(std::abs(median), 1.0)));
  const bool far = deviation > 0 &&
                   std::abs(static_cast<double>(value) - median) > kRobustDeviations * deviation;
  return far ? std::optional<double>(median) : std::nullopt;
}

}  // namespace peerage::ingestion
