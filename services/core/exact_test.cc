#include "services/core/exact.h"

#include <gtest/gtest.h>

#include <cmath>

namespace peerage::core {
namespace {

TEST(CompareFractions, EqualRatesOfDifferentSizeAreEqual) {
  EXPECT_EQ(CompareFractions({1, 3}, {100000, 300000}), 0);
  EXPECT_EQ(CompareFractions({-2, 6}, {-1, 3}), 0);
}

TEST(CompareFractions, SeesTheSmallestDifference) {
  EXPECT_EQ(CompareFractions({33333333, 100000000}, {1, 3}), -1);
}

TEST(CompareFractions, BeyondDoublesStillSeesOnePart) {
  const int64_t large = int64_t{1} << 62;
  const Fraction a{large, large - 1};
  const Fraction b{large - 1, large - 2};
  EXPECT_FALSE(FitsDoubles(a, b));
  EXPECT_EQ(CompareAsDoubles(a, b), 0) << "doubles cannot tell these apart";
  EXPECT_EQ(CompareFractions(a, b), -1);
}

TEST(Number, FloorAndCeilingDecideOnTheEdgeExactly) {
  // Three tenths of ten, as doubles just above 3.
  const Number three(std::nextafter(3.0, 4.0), 3, [] { return Rational(3); });
  EXPECT_EQ(Ceil(three), 3);
  EXPECT_EQ(Floor(three), 3);
  const Number below(3.0, 3,
                     [] { return Rational(Integer(2999999999999), Integer(1000000000000)); });
  EXPECT_EQ(Floor(below), 2);
  EXPECT_EQ(Floor(Number(-0.4)), -1);
  EXPECT_EQ(Ceil(Number(-0.4)), 0);
}

TEST(Number, RoundsHalvesAwayFromZero) {
  // 0.285 is a little less as a double.
  const Number half(0.285, 0.285, [] { return Rational(285, 1000); });
  EXPECT_EQ(RoundHalfAway(half, 2), 29);
  EXPECT_EQ(RoundHalfAway(-half, 2), -29);
  EXPECT_EQ(RoundHalfAway(Number(2.5), 0), 3);
  EXPECT_EQ(RoundHalfAway(Number(-2.5), 0), -3);
  EXPECT_EQ(RoundHalfAway(Number(0.4), 0), 0);
}

TEST(Number, ComparesNearEqualsExactly) {
  const Number third(1.0 / 3, 1, [] { return Rational(1, 3); });
  const Number near(1.0 / 3, 1, [] {
    return Rational(Integer("33333333333333333333"), Integer("100000000000000000000"));
  });
  EXPECT_EQ(Compare(near, third), -1);
  EXPECT_EQ(Compare(third, third), 0);
}

}  // namespace
}  // namespace peerage::core
