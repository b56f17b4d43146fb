#include "services/core/figure.h"

#include <algorithm>
#include <cmath>

namespace peerage::core {
namespace {

int64_t PowerOfTen(int exponent) {
  int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

int Oriented(int comparison, Direction direction) {
  return direction == Direction::kHigherIsBetter ? comparison : -comparison;
}

}  // namespace

int64_t Scale::factor() const { return multiplier * PowerOfTen(denominator_decimals); }
int64_t Scale::divisor() const { return PowerOfTen(numerator_decimals); }

int Comparison::ranked_of() const {
  return static_cast<int>(std::count_if(figures.begin(), figures.end(), [](const Figure& figure) {
    return figure.fraction.has_value();
  }));
}

std::vector<std::string> Comparison::missing() const {
  std::vector<std::string> ids;
  for (size_t i = 0; i < figures.size(); ++i) {
    if (!figures[i].fraction) ids.push_back(force_ids[i]);
  }
  return ids;
}

std::optional<size_t> Comparison::IndexOf(std::string_view force_id) const {
  const auto found = std::lower_bound(force_ids.begin(), force_ids.end(), force_id);
  if (found == force_ids.end() || *found != force_id) return std::nullopt;
  return static_cast<size_t>(found - force_ids.begin());
}

Number Comparison::ValueAt(size_t index) const { return ValueOf(*figures[index].fraction, scale); }

Number ValueOf(const Fraction& fraction, const Scale& scale) {
  const double quotient =
      static_cast<double>(fraction.numerator) / static_cast<double>(fraction.denominator);
  const double value =
      quotient * static_cast<double>(scale.factor()) / static_cast<double>(scale.divisor());
  return Number(value, std::fabs(value), [fraction, scale] {
    return Rational(Integer(fraction.numerator) * scale.factor(),
                    Integer(fraction.denominator) * scale.divisor());
  });
}

Number Unscaled(int64_t scaled, int decimals) {
  return Scaled(Number(static_cast<double>(scaled)), 1, PowerOfTen(decimals));
}

int Better(const Number& a, const Number& b, Direction direction) {
  return Oriented(Compare(a, b), direction);
}

int Better(const Fraction& a, const Fraction& b, Direction direction) {
  return Oriented(CompareFractions(a, b), direction);
}

}  // namespace peerage::core
