// What happened to a position since the previous paper (docs/domain.md B6).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/core/standing.h"

namespace peerage::core {

// A position and what it means.
struct HeldPosition {
  Period period;
  std::optional<int> position;
  int ranked_of = 0;
  std::vector<std::string> member_ids;
  // The members that had a value.
  std::vector<std::string> ranked_ids;
  int definition_version = 1;
};

struct PositionMovement {
  MovementKind kind = MovementKind::kNoPrevious;
  std::optional<NotComparableReason> reason;
};

// NO_PREVIOUS without an earlier period; NO_NEW_DATA when the data period is
// the same, whatever the positions; NOT_COMPARABLE when the members, the ranked
// members or the definition differ, or a position is missing; else by the
// positions alone: equal positions are never improved or deteriorated.
PositionMovement CompareHeld(const HeldPosition& present,
                             const std::optional<HeldPosition>& previous);

// The reason in words: "the group had other members".
std::string NotComparableWords(NotComparableReason reason);

}  // namespace peerage::core
