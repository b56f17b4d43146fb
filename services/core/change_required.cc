#include "services/core/change_required.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "services/core/average.h"
#include "services/core/display.h"

namespace peerage::core {
namespace {

// Things that a gap in the value amounts to: gap x denominator / multiplier.
Number InThings(const Number& gap, const Fraction& present, const Scale& scale) {
  return Scaled(gap, present.denominator, scale.factor());
}

std::string ReachedCell(TargetKind kind, bool beyond, Direction direction) {
  if (kind == TargetKind::kTopQuartile) return "N/A - already at top quartile rank.";
  if (kind == TargetKind::kPosition) return "N/A - already at this position.";
  if (!beyond) return "N/A - already at average.";
  return direction == Direction::kContextual ? "N/A - already beyond the average."
                                             : "N/A - already better than average.";
}

Number Magnitude(const Number& number) { return number.approximate() < 0 ? -number : number; }

ChangeRequired Reached(const Number& gap, bool beyond, const Measure& measure, TargetKind kind) {
  ChangeRequired change;
  change.outcome = ChangeRequired::AlreadyReached{
      .margin = gap.approximate(), .margin_display = DisplayGap(gap, measure), .beyond = beyond};
  change.display = ReachedCell(kind, beyond, measure.direction);
  return change;
}

ChangeRequired NotReached(const Number& gap, const Fraction& present, const Scale& scale,
                          const Measure& measure) {
  ChangeRequired::Required required{.gap = gap.approximate(),
                                    .gap_display = DisplayRequiredGap(gap, measure)};
  ChangeRequired change;
  change.display = required.gap_display;
  change.magnitude_display = DisplayRequiredGap(Magnitude(gap), measure);
  change.bracket_display = change.magnitude_display;
  if (IsRate(measure.kind) || IsRatio(measure.kind)) {
    const Number things = InThings(gap, present, scale);
    const bool upwards = measure.direction == Direction::kHigherIsBetter;
    const int64_t count = upwards ? Ceil(things) : Floor(things);
    required.count = count;
    required.count_display = DisplayCount(count, measure);
    required.exact_count = things.approximate();
    required.exact_count_display = DisplayDecimal(things, 2);
    if (IsRate(measure.kind)) {
      change.display = required.count_display;
      change.magnitude_display = DisplayCount(std::llabs(count), measure);
      change.bracket_display = DisplayInteger(std::llabs(count));
    }
  }
  change.outcome = std::move(required);
  return change;
}

ChangeRequired FromGap(const Number& gap, const Fraction& present, const Scale& scale,
                       const Measure& measure, TargetKind kind) {
  const int better = Better(gap, Number(0.0), measure.direction);
  if (better <= 0) return Reached(gap, better < 0, measure, kind);
  return NotReached(gap, present, scale, measure);
}

// Indices of the subject's peers with a value, best first.
std::vector<size_t> PeersBestFirst(const Comparison& comparison, size_t subject) {
  std::vector<size_t> peers;
  for (size_t i = 0; i < comparison.figures.size(); ++i) {
    if (i != subject && comparison.figures[i].fraction) peers.push_back(i);
  }
  std::stable_sort(peers.begin(), peers.end(), [&](size_t a, size_t b) {
    return Better(*comparison.figures[a].fraction, *comparison.figures[b].fraction,
                  comparison.direction) > 0;
  });
  return peers;
}

}  // namespace

ChangeRequired ChangeTo(const Number& target, const Fraction& present, const Scale& scale,
                        const Measure& measure, TargetKind kind) {
  return FromGap(target - ValueOf(present, scale), present, scale, measure, kind);
}

std::optional<ChangeRequired> ChangeToAverage(const Comparison& comparison, size_t subject,
                                              const Measure& measure, AverageMethod method,
                                              bool include_self) {
  const auto average = GroupAverage(comparison, subject, method, include_self);
  if (!average) return std::nullopt;
  return ChangeTo(*average, *comparison.figures[subject].fraction, comparison.scale, measure,
                  TargetKind::kAverage);
}

std::optional<ChangeRequired> ChangeToAverageSelfConsistent(const Comparison& comparison,
                                                            size_t subject, const Measure& measure,
                                                            AverageMethod method,
                                                            bool include_self) {
  const auto average = GroupAverage(comparison, subject, method, include_self);
  if (!average) return std::nullopt;
  const Fraction& own = *comparison.figures[subject].fraction;
  Number gap = *average - ValueOf(own, comparison.scale);
  const int n = comparison.ranked_of();
  if (include_self && n > 1) {
    if (method == AverageMethod::kMeanOfRates) {
      gap = Scaled(gap, n, n - 1);
    } else if (const auto sum = PooledFraction(comparison);
               sum && sum->denominator > own.denominator) {
      gap = Scaled(gap, sum->denominator, sum->denominator - own.denominator);
    }
  }
  return FromGap(gap, own, comparison.scale, measure, TargetKind::kAverage);
}

Number ValueAtPosition(const Comparison& comparison, size_t subject, int position) {
  const std::vector<size_t> peers = PeersBestFirst(comparison, subject);
  const size_t at = static_cast<size_t>(position - 1);
  return comparison.ValueAt(at < peers.size() ? peers[at] : subject);
}

ChangeRequired ChangeToPositionOf(const Comparison& comparison, size_t subject,
                                  const Measure& measure, int position, TargetKind kind) {
  return ChangeTo(ValueAtPosition(comparison, subject, position),
                  *comparison.figures[subject].fraction, comparison.scale, measure, kind);
}

std::vector<ChangeToPosition> ChangesToPositions(const Comparison& comparison, size_t subject,
                                                 const Measure& measure) {
  std::vector<ChangeToPosition> changes;
  const Fraction& own = *comparison.figures[subject].fraction;
  for (const size_t peer : PeersBestFirst(comparison, subject)) {
    const Number target = comparison.ValueAt(peer);
    changes.push_back(ChangeToPosition{
        .position = static_cast<int>(changes.size()) + 1,
        .target_value = target.approximate(),
        .target_value_display = DisplayValue(target, measure),
        .change = ChangeTo(target, own, comparison.scale, measure, TargetKind::kPosition)});
  }
  return changes;
}

}  // namespace peerage::core
