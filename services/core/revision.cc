#include "services/core/revision.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "services/core/display.h"
#include "services/core/figure.h"

namespace peerage::core {
namespace {

double PercentOf(int64_t first, int64_t newest) {
  const auto difference = static_cast<double>(newest - first);
  return difference / static_cast<double>(std::llabs(first)) * 100;
}

double Median(std::vector<double> numbers) {
  const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
  std::nth_element(numbers.begin(), middle, numbers.end());
  if (numbers.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(numbers.begin(), middle)) / 2;
}

std::string MedianWords(double percent) {
  const std::string text = DisplayPercent(Number(percent));
  return percent > 0 && text == DisplayPercent(Number(0.0)) ? "less than 0.1%" : text;
}

}  // namespace

void RevisionTally::Add(const std::string& force_id, Period period, int64_t first, int64_t newest) {
  ++compared_;
  if (first != newest) ++revised_;
  if (first == 0) return;
  const double percent = PercentOf(first, newest);
  percents_.push_back(std::fabs(percent));
  const auto largest = [&](std::optional<Pair>& pair) {
    return !pair || std::fabs(percent) > std::fabs(PercentOf(pair->first, pair->newest));
  };
  if (percent > 0 && largest(up_)) up_ = Pair{force_id, period, first, newest};
  if (percent < 0 && largest(down_)) down_ = Pair{force_id, period, first, newest};
}

RevisionSummary RevisionTally::Finish() const {
  RevisionSummary summary{.compared = compared_, .revised = revised_};
  if (!percents_.empty()) {
    summary.median_percent = Median(percents_);
    summary.median_percent_display = MedianWords(*summary.median_percent);
  }
  if (up_) summary.largest_up = Describe(*up_);
  if (down_) summary.largest_down = Describe(*down_);
  return summary;
}

Revision RevisionTally::Describe(const Pair& pair) const {
  const Number first = Unscaled(pair.first, decimals_);
  const Number newest = Unscaled(pair.newest, decimals_);
  const double percent = PercentOf(pair.first, pair.newest);
  return {.force_id = pair.force_id,
          .period = pair.period,
          .first = first.approximate(),
          .first_display = DisplayDecimal(first, decimals_),
          .newest = newest.approximate(),
          .newest_display = DisplayDecimal(newest, decimals_),
          .percent = percent,
          .percent_display = DisplayPercent(Number(percent))};
}

}  // namespace peerage::core
