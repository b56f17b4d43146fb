#include "services/core/movement.h"

namespace peerage::core {
namespace {

std::optional<NotComparableReason> WhyNotComparable(const HeldPosition& present,
                                                    const HeldPosition& previous) {
  if (present.definition_version != previous.definition_version) {
    return NotComparableReason::kDefinitionDiffers;
  }
  if (present.member_ids != previous.member_ids) return NotComparableReason::kMembersDiffer;
  if (present.ranked_of != previous.ranked_of) return NotComparableReason::kRankedOfDiffers;
  if (present.ranked_ids != previous.ranked_ids) return NotComparableReason::kMembersDiffer;
  if (!present.position || !previous.position) return NotComparableReason::kNoPosition;
  return std::nullopt;
}

}  // namespace

PositionMovement CompareHeld(const HeldPosition& present,
                             const std::optional<HeldPosition>& previous) {
  if (!previous) return {MovementKind::kNoPrevious, std::nullopt};
  if (present.period == previous->period) return {MovementKind::kNoNewData, std::nullopt};
  if (const auto reason = WhyNotComparable(present, *previous)) {
    return {MovementKind::kNotComparable, reason};
  }
  if (*present.position < *previous->position) return {MovementKind::kImproved, std::nullopt};
  if (*present.position > *previous->position) return {MovementKind::kDeteriorated, std::nullopt};
  return {MovementKind::kUnchanged, std::nullopt};
}

std::string NotComparableWords(NotComparableReason reason) {
  switch (reason) {
    case NotComparableReason::kMembersDiffer:
      return "other forces were ranked then";
    case NotComparableReason::kRankedOfDiffers:
      return "another number of forces was ranked then";
    case NotComparableReason::kDefinitionDiffers:
      return "the measure was defined otherwise then";
    case NotComparableReason::kNoPosition:
      return "there is no position in one of the two periods";
  }
  return "";
}

}  // namespace peerage::core
