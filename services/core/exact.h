// Exact arithmetic at the price of doubles (docs/domain.md B2, B3).
//
// Figures are integers, values are fractions of integers. A `Number` is a
// double that knows how to become the exact rational it stands for; functions
// that round, floor or compare look at the double and ask for the rational only
// where the double lies too near an edge to decide.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <functional>

namespace peerage::core {

using Rational = boost::multiprecision::cpp_rational;
using Integer = boost::multiprecision::cpp_int;

// A fraction of scaled counts. `denominator` is above zero.
struct Fraction {
  int64_t numerator = 0;
  int64_t denominator = 1;
};

// The order of two fractions: -1, 0 or 1. Exact for all inputs: as doubles
// while max|numerator| x max|denominator| < 2^52 (correctly rounded division
// then keeps distinct fractions distinct), by 128-bit cross products above.
int CompareFractions(const Fraction& a, const Fraction& b);
// The two paths, each exact in its range, public for the test that they agree.
bool FitsDoubles(const Fraction& a, const Fraction& b);
int CompareAsDoubles(const Fraction& a, const Fraction& b);
int CompareAsProducts(const Fraction& a, const Fraction& b);

// A real number known twice: nearly, at once, and exactly, on demand.
class Number {
 public:
  // An exact double, for example a whole count.
  Number(double exact);  // NOLINT: a whole number is a Number.
  // `approximate` lies within 1e-12 x `magnitude` of `exact()`; `magnitude` is
  // the size of the largest part, for a difference of near-equal values larger
  // than the number itself.
  Number(double approximate, double magnitude, std::function<Rational()> exact);

  double approximate() const { return approximate_; }
  double magnitude() const { return magnitude_; }
  Rational exact() const;

 private:
  double approximate_;
  double magnitude_;
  std::function<Rational()> exact_;
};

// Floor and ceiling; |number| < 2^53.
int64_t Floor(const Number& number);
int64_t Ceil(const Number& number);
// number x 10^decimals, rounded half away from zero.
int64_t RoundHalfAway(const Number& number, int decimals);
// -1, 0 or 1; asks for the rationals when the two are within 1e-12 of the
// larger magnitude.
int Compare(const Number& a, const Number& b);

Number operator-(const Number& a, const Number& b);
Number operator-(const Number& number);
// The number x a whole factor / a whole divisor above zero.
Number Scaled(const Number& number, int64_t factor, int64_t divisor);

}  // namespace peerage::core
