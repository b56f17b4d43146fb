// Laws that hold for every group (docs/domain.md B2 to B4). RapidCheck prints
// its seed; RC_PARAMS="seed=N" repeats a run.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "services/core/aspiration.h"
#include "services/core/average.h"
#include "services/core/change_required.h"
#include "services/core/position.h"
#include "tests/testing/measure_maker.h"

namespace peerage::core {
namespace {

using Fractions = std::vector<std::pair<int64_t, int64_t>>;
using testing::MakeComparison;
using testing::MakeRate;

// Small numbers, so that ties happen; some figures are missing, some negative.
Fractions SomeGroup() {
  const auto figure =
      rc::gen::pair(rc::gen::inRange<int64_t>(-3, 40),
                    rc::gen::weightedOneOf<int64_t>(
                        {{9, rc::gen::inRange<int64_t>(1, 30)}, {1, rc::gen::just<int64_t>(0)}}));
  Fractions group = *rc::gen::container<Fractions>(figure);
  group.resize(std::min<size_t>(group.size(), 20));
  // The subject, which always has a value.
  group.insert(group.begin(),
               *rc::gen::pair(rc::gen::inRange<int64_t>(0, 40), rc::gen::inRange<int64_t>(1, 30)));
  return group;
}

Measure MeasureOf(Direction direction) { return MakeRate(direction); }

Direction SomeDirection() {
  return *rc::gen::element(Direction::kLowerIsBetter, Direction::kHigherIsBetter);
}

Fractions Mirrored(Fractions group) {
  for (auto& [numerator, denominator] : group) numerator = -numerator;
  return group;
}

Direction Opposite(Direction direction) {
  return direction == Direction::kHigherIsBetter ? Direction::kLowerIsBetter
                                                 : Direction::kHigherIsBetter;
}

double GapOf(const ChangeRequired& change) {
  if (const auto* required = std::get_if<Required>(&change.outcome)) return required->gap;
  return std::get<AlreadyReached>(change.outcome).margin;
}

RC_GTEST_PROP(Laws, TheOrderOfMembersChangesNothing, ()) {
  const Measure measure = MeasureOf(SomeDirection());
  const Fractions group = SomeGroup();
  Fractions peers(group.begin() + 1, group.end());
  const auto shuffled_order =
      *rc::gen::container<std::vector<int>>(peers.size(), rc::gen::inRange(0, 1 << 20));
  std::vector<size_t> order(peers.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return std::make_pair(shuffled_order[a], a) < std::make_pair(shuffled_order[b], b);
  });
  Fractions reordered = {group.front()};
  for (const size_t i : order) reordered.push_back(peers[i]);
  const Comparison a = MakeComparison(group, measure);
  const Comparison b = MakeComparison(reordered, measure);
  RC_ASSERT(PositionOf(a, 0) == PositionOf(b, 0));
  RC_ASSERT(GroupAverage(a, 0, AverageMethod::kMeanOfRates, true)->exact() ==
            GroupAverage(b, 0, AverageMethod::kMeanOfRates, true)->exact());
  const int quartile = TopQuartilePosition(a.ranked_of());
  RC_ASSERT(ChangeToPositionOf(a, 0, measure, quartile, TargetKind::kTopQuartile) ==
            ChangeToPositionOf(b, 0, measure, quartile, TargetKind::kTopQuartile));
}

RC_GTEST_PROP(Laws, AMirroredDirectionMirrorsTheAnswer, ()) {
  const Direction direction = SomeDirection();
  const Fractions group = SomeGroup();
  const Comparison a = MakeComparison(group, MeasureOf(direction));
  const Comparison b = MakeComparison(Mirrored(group), MeasureOf(Opposite(direction)));
  RC_ASSERT(PositionOf(a, 0) == PositionOf(b, 0));
  for (int k = 1; k <= a.ranked_of(); ++k) {
    const auto to_a = ChangeToPositionOf(a, 0, MeasureOf(direction), k, TargetKind::kPosition);
    const auto to_b =
        ChangeToPositionOf(b, 0, MeasureOf(Opposite(direction)), k, TargetKind::kPosition);
    RC_ASSERT(to_a.reached() == to_b.reached());
    RC_ASSERT(GapOf(to_a) == -GapOf(to_b));
  }
}

RC_GTEST_PROP(Laws, TheWholeChangeReachesAPositionAndOneLessDoesNot, ()) {
  const Direction direction = SomeDirection();
  const Measure measure = MeasureOf(direction);
  const Fractions group = SomeGroup();
  const Comparison before = MakeComparison(group, measure);
  for (int k = 1; k < before.ranked_of(); ++k) {
    const auto change = ChangeToPositionOf(before, 0, measure, k, TargetKind::kPosition);
    if (change.reached()) {
      RC_ASSERT(*PositionOf(before, 0) <= k);
      continue;
    }
    const int64_t count = *std::get<Required>(change.outcome).count;
    const int64_t one_less = count < 0 ? count + 1 : count - 1;
    Fractions after = group;
    after[0].first += count;
    RC_ASSERT(*PositionOf(MakeComparison(after, measure), 0) <= k);
    after[0].first = group[0].first + one_less;
    RC_ASSERT(*PositionOf(MakeComparison(after, measure), 0) > k);
  }
}

// Whether the subject's value, changed by `count`, is as good as a held target.
bool Reaches(const Number& target, Fraction own, int64_t count, const Comparison& group) {
  own.numerator += count;
  return Better(target, ValueOf(own, group.scale), group.direction) <= 0;
}

RC_GTEST_PROP(Laws, TheWholeChangeReachesTheAverageAndOneLessDoesNot, ()) {
  const Measure measure = MeasureOf(SomeDirection());
  const Fractions figures = SomeGroup();
  const auto method = *rc::gen::element(AverageMethod::kMeanOfRates, AverageMethod::kPooled);
  const Comparison group = MakeComparison(figures, measure);
  const auto change = ChangeToAverage(group, 0, measure, method, true);
  RC_PRE(!change->reached());
  const Number average = *GroupAverage(group, 0, method, true);
  const int64_t count = *std::get<Required>(change->outcome).count;
  const Fraction own = *group.figures[0].fraction;
  RC_ASSERT(Reaches(average, own, count, group));
  RC_ASSERT(!Reaches(average, own, count < 0 ? count + 1 : count - 1, group));
}

RC_GTEST_PROP(Laws, TheSelfConsistentChangeReachesAnAverageThatMoves, ()) {
  const Measure measure = MeasureOf(SomeDirection());
  const Fractions figures = SomeGroup();
  const auto method = *rc::gen::element(AverageMethod::kMeanOfRates, AverageMethod::kPooled);
  const Comparison group = MakeComparison(figures, measure);
  const auto change = ChangeToAverageSelfConsistent(group, 0, measure, method, true);
  RC_PRE(!change->reached());
  const int64_t count = *std::get<Required>(change->outcome).count;
  const auto reaches = [&](int64_t by) {
    Fractions after = figures;
    after[0].first += by;
    const Comparison moved = MakeComparison(after, measure);
    return Reaches(*GroupAverage(moved, 0, method, true), *moved.figures[0].fraction, 0, moved);
  };
  RC_ASSERT(reaches(count));
  RC_ASSERT(!reaches(count < 0 ? count + 1 : count - 1));
}

RC_GTEST_PROP(Laws, ABetterValueNeverLowersAPosition, ()) {
  const Direction direction = SomeDirection();
  const Fractions group = SomeGroup();
  const int64_t better = *rc::gen::inRange<int64_t>(0, 10);
  Fractions improved = group;
  improved[0].first += direction == Direction::kHigherIsBetter ? better : -better;
  RC_ASSERT(*PositionOf(MakeComparison(improved, MeasureOf(direction)), 0) <=
            *PositionOf(MakeComparison(group, MeasureOf(direction)), 0));
}

RC_GTEST_PROP(Laws, BothComparisonPathsAgree, ()) {
  const int64_t scale = *rc::gen::element<int64_t>(10, 1000, 1 << 20, (1 << 26) - 1);
  const auto number = rc::gen::inRange<int64_t>(1, scale);
  const Fraction a{*number, *number};
  // Half of the time a fraction next to the first one.
  const Fraction b = *rc::gen::arbitrary<bool>() ? Fraction{*number, *number}
                                                 : Fraction{a.numerator + 1, a.denominator + 1};
  RC_PRE(FitsDoubles(a, b));
  RC_ASSERT(CompareAsDoubles(a, b) == CompareAsProducts(a, b));
}

RC_GTEST_PROP(Laws, TheQuartileRankIsMirrorSymmetric, ()) {
  const Fractions group = SomeGroup();
  const Comparison low = MakeComparison(group, MeasureOf(Direction::kLowerIsBetter));
  const Comparison high = MakeComparison(Mirrored(group), MeasureOf(Direction::kHigherIsBetter));
  const int quartile = TopQuartilePosition(low.ranked_of());
  RC_ASSERT(ValueAtPosition(low, 0, quartile).exact() ==
            -ValueAtPosition(high, 0, quartile).exact());
}

}  // namespace
}  // namespace peerage::core
