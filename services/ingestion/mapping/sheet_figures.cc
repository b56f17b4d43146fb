#include "services/ingestion/mapping/sheet_figures.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "services/ingestion/scaled_number.h"

namespace peerage::ingestion {

namespace {

// Months since the year 0 need 15 bits until the year 2730; references have
// fewer than 2^24 areas and series.
uint64_t KeyOf(const FileFigure& figure) {
  return (uint64_t{figure.series} << 40) | (uint64_t{figure.area} << 16) |
         static_cast<uint64_t>(figure.period_end.index());
}

}  // namespace

void SheetFigures::Add(const FileFigure& figure, int period_months) {
  if (!add_same_keys_) {
    figures_.Add(figure, period_months, months_column_.c_str(), violations_);
    return;
  }
  const auto [known, added] = places_.emplace(KeyOf(figure), sums_.size());
  if (added) {
    sums_.push_back({figure, period_months});
    return;
  }
  if (sums_[known->second].period_months != period_months) {
    violations_.Add({.line = figure.line,
                     .column = months_column_,
                     .value = absl::StrCat(period_months, " months"),
                     .rule = absl::StrCat("rows that are added up are of one length; line ",
                                          sums_[known->second].figure.line, " has ",
                                          sums_[known->second].period_months, " months"),
                     .what_to_do = "skip the rows of totals"});
    return;
  }
  FileFigure& sum = sums_[known->second].figure;
  if (!core::HasValue(sum.status)) return;
  if (!core::HasValue(figure.status)) {
    sum.status = figure.status;
    sum.value = 0;
    return;
  }
  // Both are below 2^53, so that the sum is exact.
  sum.value += figure.value;
  if (std::abs(sum.value) <= kLargestFigure) return;
  violations_.Add({.line = figure.line,
                   .value = figures_.reference().series[figure.series].id,
                   .rule = "the sum of the rows of one key is below 9,007,199,254,740,992",
                   .what_to_do = "check the figures"});
  sum.value = 0;
}

void SheetFigures::Finish() {
  for (const Sum& sum : sums_) {
    figures_.Add(sum.figure, sum.period_months, months_column_.c_str(), violations_);
  }
  sums_.clear();
  places_.clear();
}

}  // namespace peerage::ingestion
