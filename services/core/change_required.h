// What must change for a force to reach a target (docs/domain.md B4), every
// other force held static. Signed target minus present.
#pragma once

#include <optional>
#include <vector>

#include "services/core/figure.h"
#include "services/core/reference.h"
#include "services/core/standing.h"

namespace peerage::core {

// What is aimed at; decides the words of a cell that says it is reached.
enum class TargetKind { kAverage, kTopQuartile, kPosition };

// The change from a fraction's value to a target value.
//   Required only when the target is strictly better; else already reached.
//   Rates: whole things = floor(target x denominator / multiplier) - numerator
//   when lower is better, ceil(...) - numerator when higher is; after it the
//   target is reached, and one count less does not reach it.
//   Proportions and ratios: percentage points, with the same whole things beside.
//   Surveys and hours: points only.
ChangeRequired ChangeTo(const Number& target, const Fraction& present, const Scale& scale,
                        const Measure& measure, TargetKind kind);

// The change to reach the average as published (STATIC): nullopt when there is
// no average.
std::optional<ChangeRequired> ChangeToAverage(const Comparison& comparison, size_t subject,
                                              const Measure& measure, AverageMethod method,
                                              bool include_self);

// The change to reach an average that moves with the force (SELF_CONSISTENT):
// the static gap x n/(n-1) for the mean of rates, / (1 - D_f/sum D) when
// pooled; the static change when the average leaves the force out.
std::optional<ChangeRequired> ChangeToAverageSelfConsistent(const Comparison& comparison,
                                                            size_t subject, const Measure& measure,
                                                            AverageMethod method,
                                                            bool include_self);

// The value of the k-th best peer (the subject removed), 1 <= k <= n - 1: at
// most k - 1 peers are strictly better than it. The subject's own value for
// k >= n: the last position is always held.
Number ValueAtPosition(const Comparison& comparison, size_t subject, int position);

// The change to hold position k.
ChangeRequired ChangeToPositionOf(const Comparison& comparison, size_t subject,
                                  const Measure& measure, int position, TargetKind kind);

// The changes to positions 1 to n - 1, best first. All peers are ordered once.
std::vector<ChangeToPosition> ChangesToPositions(const Comparison& comparison, size_t subject,
                                                 const Measure& measure);

}  // namespace peerage::core
