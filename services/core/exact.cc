#include "services/core/exact.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace peerage::core {
namespace {

// Below this product of magnitudes a/b and c/d, correctly rounded, are equal
// only if the fractions are (docs/domain.md B2).
constexpr double kExactProduct = 4503599627370496.0;  // 2^52

// Nearer than this to an edge, a double may stand on its wrong side.
constexpr double kEdge = 1e-6;
constexpr double kRelativeEdge = 1e-12;

double Magnitude(int64_t value) { return std::fabs(static_cast<double>(value)); }

Integer FloorOf(const Rational& r) {
  const Integer n = numerator(r);
  const Integer d = denominator(r);
  Integer quotient = n / d;
  if (n < 0 && quotient * d != n) --quotient;
  return quotient;
}

// True when a number's parts are so large that their rounding, some 1e-15 of
// them, may reach the edge's width.
bool TooCoarse(double magnitude) { return magnitude > 1e8; }

}  // namespace

bool FitsDoubles(const Fraction& a, const Fraction& b) {
  const double numerators = std::max(Magnitude(a.numerator), Magnitude(b.numerator));
  const double denominators = std::max(Magnitude(a.denominator), Magnitude(b.denominator));
  return numerators * denominators < kExactProduct;
}

int CompareAsDoubles(const Fraction& a, const Fraction& b) {
  const double x = static_cast<double>(a.numerator) / static_cast<double>(a.denominator);
  const double y = static_cast<double>(b.numerator) / static_cast<double>(b.denominator);
  return (x > y) - (x < y);
}

int CompareAsProducts(const Fraction& a, const Fraction& b) {
  __extension__ using Wide = __int128;
  const Wide x = static_cast<Wide>(a.numerator) * b.denominator;
  const Wide y = static_cast<Wide>(b.numerator) * a.denominator;
  return (x > y) - (x < y);
}

int CompareFractions(const Fraction& a, const Fraction& b) {
  return FitsDoubles(a, b) ? CompareAsDoubles(a, b) : CompareAsProducts(a, b);
}

Number::Number(double exact) : approximate_(exact), magnitude_(std::fabs(exact)) {}

Number::Number(double approximate, double magnitude, std::function<Rational()> exact)
    : approximate_(approximate), magnitude_(magnitude), exact_(std::move(exact)) {}

Rational Number::exact() const { return exact_ ? exact_() : Rational(approximate_); }

int64_t Floor(const Number& number) {
  const double x = number.approximate();
  if (!TooCoarse(number.magnitude()) && std::fabs(x - std::round(x)) > kEdge) {
    return static_cast<int64_t>(std::floor(x));
  }
  return static_cast<int64_t>(FloorOf(number.exact()));
}

int64_t Ceil(const Number& number) {
  const double x = number.approximate();
  if (!TooCoarse(number.magnitude()) && std::fabs(x - std::round(x)) > kEdge) {
    return static_cast<int64_t>(std::ceil(x));
  }
  return -static_cast<int64_t>(FloorOf(-number.exact()));
}

int64_t RoundHalfAway(const Number& number, int decimals) {
  static constexpr double kPowers[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
  const double scaled = number.approximate() * kPowers[decimals];
  const double magnitude = std::fabs(scaled);
  const double fraction = magnitude - std::floor(magnitude);
  if (!TooCoarse(number.magnitude() * kPowers[decimals]) && std::fabs(fraction - 0.5) > kEdge) {
    return static_cast<int64_t>(std::round(scaled));
  }
  const Rational exact = number.exact() * static_cast<int64_t>(kPowers[decimals]);
  const Rational away = abs(exact) + Rational(1, 2);
  const int64_t rounded = static_cast<int64_t>(FloorOf(away));
  return exact < 0 ? -rounded : rounded;
}

int Compare(const Number& a, const Number& b) {
  const double x = a.approximate();
  const double y = b.approximate();
  if (std::fabs(x - y) > kRelativeEdge * std::max(a.magnitude(), b.magnitude())) {
    return (x > y) - (x < y);
  }
  return a.exact().compare(b.exact());
}

Number operator-(const Number& a, const Number& b) {
  return Number(a.approximate() - b.approximate(), std::max(a.magnitude(), b.magnitude()),
                [a, b] { return Rational(a.exact() - b.exact()); });
}

Number operator-(const Number& number) { return Number(0.0) - number; }

Number Scaled(const Number& number, int64_t factor, int64_t divisor) {
  const double by = static_cast<double>(factor) / static_cast<double>(divisor);
  return Number(number.approximate() * by, number.magnitude() * std::fabs(by),
                [number, factor, divisor] { return Rational(number.exact() * factor / divisor); });
}

}  // namespace peerage::core
