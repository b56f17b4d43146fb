#include "services/ingestion/own_history.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace peerage::ingestion {
namespace {

constexpr double kRobustDeviations = 5;
// Makes the median absolute deviation of a Normal its standard deviation.
constexpr double kNormal = 1.4826;

double Median(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace

void OwnHistory::Add(int64_t value) {
  values_[next_] = value;
  next_ = (next_ + 1) % kPeriods;
  size_ = std::min(size_ + 1, kPeriods);
}

std::optional<int64_t> OwnHistory::last() const {
  if (size_ == 0) return std::nullopt;
  return values_[(next_ + kPeriods - 1) % kPeriods];
}

std::optional<double> OwnHistory::MedianIfFarOff(int64_t value, bool counts) const {
  if (size_ < kLeast) return std::nullopt;
  const std::span<const int64_t> known(values_.data(), size_);
  // Most figures lie among the earlier ones, and are no outliers.
  const auto [least, most] = std::minmax_element(known.begin(), known.end());
  if (value >= *least && value <= *most) return std::nullopt;
  std::vector<double> values(known.begin(), known.end());
  const double median = Median(values);
  for (double& v : values) v = std::abs(v - median);
  double deviation = kNormal * Median(values);
  if (counts) deviation = std::max(deviation, std::sqrt(std::max(std::abs(median), 1.0)));
  const bool far = deviation > 0 &&
                   std::abs(static_cast<double>(value) - median) > kRobustDeviations * deviation;
  return far ? std::optional<double>(median) : std::nullopt;
}

}  // namespace peerage::ingestion
