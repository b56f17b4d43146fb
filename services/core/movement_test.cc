#include "services/core/movement.h"

#include <gtest/gtest.h>

namespace peerage::core {
namespace {

using Ids = std::vector<std::string>;

HeldPosition At(Month end, std::optional<int> position) {
  const Ids all = {"a", "b", "c"};
  return {.period = {end, 12},
          .position = position,
          .ranked_of = 3,
          .member_ids = all,
          .ranked_ids = all};
}

const Month kNow(2019, 12);
const Month kThen(2019, 9);

TEST(Movement, FollowsThePositionsAndNothingElse) {
  EXPECT_EQ(CompareHeld(At(kNow, 1), At(kThen, 2)).kind, MovementKind::kImproved);
  EXPECT_EQ(CompareHeld(At(kNow, 3), At(kThen, 2)).kind, MovementKind::kDeteriorated);
  EXPECT_EQ(CompareHeld(At(kNow, 2), At(kThen, 2)).kind, MovementKind::kUnchanged);
}

TEST(Movement, TheSameDataIsNoNewDataWhateverThePositions) {
  EXPECT_EQ(CompareHeld(At(kNow, 1), At(kNow, 2)).kind, MovementKind::kNoNewData);
}

TEST(Movement, WithoutAnEarlierPeriodThereIsNone) {
  EXPECT_EQ(CompareHeld(At(kNow, 1), std::nullopt).kind, MovementKind::kNoPrevious);
}

TEST(Movement, OtherMembersAreNotComparable) {
  HeldPosition then = At(kThen, 2);
  then.member_ids = {"a", "b", "d"};
  EXPECT_EQ(CompareHeld(At(kNow, 1), then).reason, NotComparableReason::kMembersDiffer);
}

TEST(Movement, ForcesThatTookTurnsInMissingAreNotComparable) {
  HeldPosition now = At(kNow, 1);
  HeldPosition then = At(kThen, 1);
  now.ranked_of = then.ranked_of = 2;
  now.ranked_ids = {"a", "b"};
  then.ranked_ids = {"a", "c"};
  EXPECT_EQ(CompareHeld(now, then).reason, NotComparableReason::kMembersDiffer);
}

TEST(Movement, AnotherNumberRankedIsNotComparable) {
  HeldPosition then = At(kThen, 2);
  then.ranked_of = 2;
  EXPECT_EQ(CompareHeld(At(kNow, 1), then).reason, NotComparableReason::kRankedOfDiffers);
}

TEST(Movement, AnotherDefinitionIsNotComparable) {
  HeldPosition then = At(kThen, 2);
  then.definition_version = 2;
  EXPECT_EQ(CompareHeld(At(kNow, 1), then).reason, NotComparableReason::kDefinitionDiffers);
}

TEST(Movement, AMissingPositionIsNotComparable) {
  EXPECT_EQ(CompareHeld(At(kNow, 1), At(kThen, std::nullopt)).reason,
            NotComparableReason::kNoPosition);
}

}  // namespace
}  // namespace peerage::core
