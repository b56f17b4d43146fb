// Aspirations: how they are read, which one counts, whether it holds
// (docs/domain.md B5).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/core/exact.h"
#include "services/core/reference.h"
#include "services/core/standing.h"

namespace peerage::core {

// Reads the words of the papers, in any case, a trailing full stop ignored:
//   "4th in MSG"                    a position of the group
//   "Best in MSG"
//   "Upper Quartile Rank", "Top quartile rank"
//   "Top Half"
//   "MSG Average"
//   "10th nationally"               a position in England and Wales
//   "Value 12.5"                    the measure's unit
//   "-10% from 2018-12"             a change since the period ending then
//   "None: Small numbers", "(Small numbers)"    no aspiration, with its reason
// Errors: INVALID_ARGUMENT that lists these forms.
absl::StatusOr<Target> ParseAspiration(std::string_view text);

// The words a target is shown in when it was not declared in any: "4th in MSG".
std::string AspirationWords(const Target& target);

// The aspiration of a force for a measure that counts at a reporting month: the
// one with the latest first month not after it. Null when none is declared.
const Aspiration* EffectiveAspiration(const DatasetReference& reference, std::string_view force_id,
                                      std::string_view measure_id, Month reporting_month);

// What a verdict is made from. What is not known is unset; values are oriented
// by `direction`.
struct AspirationFacts {
  Direction direction = Direction::kLowerIsBetter;
  std::optional<int> position;
  int ranked_of = 0;
  std::optional<int> national_position;
  // How the value stands against the average, the asked value or change: above
  // zero is better, zero is equal. Only the one that the target needs is read.
  std::optional<int> against_average;
  std::optional<int> against_value;
  std::optional<int> against_change;
};

// A rank is EXCEEDED when the position is better than asked and MET when equal;
// the average, a value and a change are EXCEEDED when strictly better. UNKNOWN
// when the fact needed is missing.
Verdict JudgeAspiration(const Target& target, const AspirationFacts& facts);

// "Below Aspiration", "Met or Exceeded Aspiration", "No aspiration", "Not known".
std::string VerdictWords(Verdict verdict);

// max(1, floor(ranked_of / 4)): the top (upper) quartile rank of B4.
int TopQuartilePosition(int ranked_of);

}  // namespace peerage::core
