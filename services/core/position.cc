#include "services/core/position.h"

namespace peerage::core {

std::optional<int> PositionOf(const Comparison& comparison, size_t subject) {
  const auto& own = comparison.figures[subject].fraction;
  if (!own) return std::nullopt;
  int position = 1;
  for (const Figure& figure : comparison.figures) {
    if (figure.fraction && Better(*figure.fraction, *own, comparison.direction) > 0) ++position;
  }
  return position;
}

std::vector<std::string> TiedWith(const Comparison& comparison, size_t subject) {
  std::vector<std::string> tied;
  const auto& own = comparison.figures[subject].fraction;
  if (!own) return tied;
  for (size_t i = 0; i < comparison.figures.size(); ++i) {
    const auto& other = comparison.figures[i].fraction;
    if (i != subject && other && CompareFractions(*other, *own) == 0) {
      tied.push_back(comparison.force_ids[i]);
    }
  }
  return tied;
}

std::optional<int> PositionOf(const std::vector<std::optional<Number>>& numbers, size_t subject,
                              Direction direction) {
  const auto& own = numbers[subject];
  if (!own) return std::nullopt;
  int position = 1;
  for (size_t i = 0; i < numbers.size(); ++i) {
    if (i != subject && numbers[i] && Better(*numbers[i], *own, direction) > 0) ++position;
  }
  return position;
}

}  // namespace peerage::core
