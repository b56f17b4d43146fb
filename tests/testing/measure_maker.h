// Makers of measures and comparisons for tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "services/core/figure.h"
#include "services/core/reference.h"

namespace peerage::testing {

// Offences per 1,000 residents; fewer is better.
inline core::Measure MakeRate(core::Direction direction = core::Direction::kLowerIsBetter) {
  return core::Measure{.id = "all-crime-offences",
                       .name = "All crime offences",
                       .kind = core::MeasureKind::kRatePerPop,
                       .numerator_series = {"all-crime"},
                       .denominator_series = {"population"},
                       .window_months = 12,
                       .multiplier = 1000,
                       .unit = "per 1,000 pop.",
                       .direction = direction,
                       .frequency_months = 3,
                       .value_decimals = 2,
                       .change_decimals = 2,
                       .words = {"crime", "offence", "offences", "increase", "reduce"}};
}

// Outcomes in per cent of offences; more is better.
inline core::Measure MakeSolvedRate() {
  return core::Measure{.id = "all-crime-solved-rate",
                       .name = "All crime solved rate",
                       .kind = core::MeasureKind::kRatioOfCounts,
                       .numerator_series = {"all-crime-solved-rate.numerator"},
                       .denominator_series = {"all-crime-solved-rate.denominator"},
                       .window_months = 12,
                       .multiplier = 100,
                       .unit = "%",
                       .direction = core::Direction::kHigherIsBetter,
                       .frequency_months = 1,
                       .value_decimals = 2,
                       .change_decimals = 1,
                       .words = {"the solved rate", "outcome", "outcomes", "increase", "fall"}};
}

// A survey's percentage; more is better.
inline core::Measure MakeSurvey() {
  core::Measure measure = MakeSolvedRate();
  measure.id = "public-confidence";
  measure.kind = core::MeasureKind::kSurveyPercent;
  measure.words = {"confidence", "respondent", "respondents", "improve", "fall"};
  return measure;
}

// One figure a force, named f00, f01 and so on in the order given; a
// denominator of zero stands for a missing figure.
inline core::Comparison MakeComparison(const std::vector<std::pair<int64_t, int64_t>>& fractions,
                                       const core::Measure& measure) {
  core::Comparison comparison{.scale = {.multiplier = measure.multiplier},
                              .direction = measure.direction};
  for (size_t i = 0; i < fractions.size(); ++i) {
    const std::string number = std::to_string(i);
    comparison.force_ids.push_back(std::string(i < 10 ? "f0" : "f") + number);
    core::Figure figure;
    if (fractions[i].second != 0) {
      figure.fraction = core::Fraction{fractions[i].first, fractions[i].second};
    }
    comparison.figures.push_back(figure);
  }
  return comparison;
}

}  // namespace peerage::testing
