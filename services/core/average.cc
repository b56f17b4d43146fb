#include "services/core/average.h"

#include <cmath>
#include <utility>
#include <vector>

namespace peerage::core {
namespace {

std::vector<Fraction> Present(const Comparison& comparison, std::optional<size_t> except) {
  std::vector<Fraction> fractions;
  fractions.reserve(comparison.figures.size());
  for (size_t i = 0; i < comparison.figures.size(); ++i) {
    if (comparison.figures[i].fraction && i != except) {
      fractions.push_back(*comparison.figures[i].fraction);
    }
  }
  return fractions;
}

std::optional<Fraction> Sum(const std::vector<Fraction>& fractions) {
  if (fractions.empty()) return std::nullopt;
  Fraction sum{0, 0};
  for (const Fraction& fraction : fractions) {
    if (__builtin_add_overflow(sum.numerator, fraction.numerator, &sum.numerator) ||
        __builtin_add_overflow(sum.denominator, fraction.denominator, &sum.denominator)) {
      return std::nullopt;
    }
  }
  return sum;
}

Number MeanOf(std::vector<Fraction> fractions, const Scale& scale) {
  double sum = 0;
  double magnitude = 0;
  for (const Fraction& fraction : fractions) {
    const double value = ValueOf(fraction, scale).approximate();
    sum += value;
    magnitude += std::fabs(value);
  }
  const double count = static_cast<double>(fractions.size());
  return Number(sum / count, magnitude / count, [fractions = std::move(fractions), scale] {
    Rational exact = 0;
    for (const Fraction& fraction : fractions) exact += ValueOf(fraction, scale).exact();
    return Rational(exact / static_cast<int64_t>(fractions.size()));
  });
}

}  // namespace

std::optional<Number> GroupAverage(const Comparison& comparison, size_t subject,
                                   AverageMethod method, bool include_self) {
  std::vector<Fraction> fractions =
      Present(comparison, include_self ? std::nullopt : std::optional<size_t>(subject));
  if (fractions.empty()) return std::nullopt;
  if (method == AverageMethod::kMeanOfRates) return MeanOf(std::move(fractions), comparison.scale);
  const auto sum = Sum(fractions);
  if (!sum) return std::nullopt;
  return ValueOf(*sum, comparison.scale);
}

std::optional<Fraction> PooledFraction(const Comparison& comparison) {
  return Sum(Present(comparison, std::nullopt));
}

std::optional<Number> PooledValue(const Comparison& comparison) {
  const auto sum = PooledFraction(comparison);
  if (!sum) return std::nullopt;
  return ValueOf(*sum, comparison.scale);
}

}  // namespace peerage::core
