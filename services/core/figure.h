// One force's value in one comparison, before it is ranked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/core/exact.h"
#include "services/core/reference.h"
#include "services/core/standing.h"

namespace peerage::core {

// How the integers of a measure's fractions become its value: both carry
// decimals, and the quotient is multiplied.
struct Scale {
  int64_t multiplier = 1;
  int numerator_decimals = 0;
  int denominator_decimals = 0;

  // value = fraction x factor / divisor.
  int64_t factor() const;
  int64_t divisor() const;
};

// A fraction, or why there is none.
struct Figure {
  std::optional<Fraction> fraction;
  // Read only without a fraction.
  MissingReason missing = MissingReason::kNotAvailable;
  // Some part of it is marked provisional by its source.
  bool provisional = false;
};

// The figures of one measure in one period, one a force. Two comparisons that
// share a period and a population share this.
struct Comparison {
  // Sorted, no id twice.
  std::vector<std::string> force_ids;
  // One a force, in the same order.
  std::vector<Figure> figures;
  Scale scale;
  Direction direction = Direction::kLowerIsBetter;

  // How many have a value: ranked_of, and n of the formulas.
  int ranked_of() const;
  // Ids without a value.
  std::vector<std::string> missing() const;
  // The place of a force in both lists; nullopt if it is not one of them.
  std::optional<size_t> IndexOf(std::string_view force_id) const;
  // `figures[index]` must have a fraction.
  Number ValueAt(size_t index) const;
};

// The value in the measure's unit: numerator / denominator x multiplier.
Number ValueOf(const Fraction& fraction, const Scale& scale);

// A numerator or denominator without its decimals' scaling.
Number Unscaled(int64_t scaled, int decimals);

// Above zero when `a` is strictly better than `b`, zero when they are equal.
// CONTEXTUAL counts as lower-is-better (docs/domain.md B1).
int Better(const Number& a, const Number& b, Direction direction);
int Better(const Fraction& a, const Fraction& b, Direction direction);

}  // namespace peerage::core
