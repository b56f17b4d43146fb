#include "services/ranking/known_times.h"

#include <gtest/gtest.h>

namespace peerage::ranking {
namespace {

absl::Time Hour(int64_t hour) { return absl::UnixEpoch() + absl::Hours(hour); }

TEST(KnownTimes, NothingIsKnownBeforeTheFirst) {
  EXPECT_EQ(KnownTimes().CountUpTo(Hour(9)), 0);
  EXPECT_EQ(KnownTimes().With(Hour(9)).CountUpTo(Hour(8)), 0);
}

TEST(KnownTimes, OfEqualTimesTheLastCounts) {
  const KnownTimes times = KnownTimes().With(Hour(1)).With(Hour(2)).With(Hour(2)).With(Hour(3));
  EXPECT_EQ(times.CountUpTo(Hour(2)), 3);
  EXPECT_EQ(times.CountUpTo(Hour(9)), 4);
}

TEST(KnownTimes, ALongerListLeavesTheShorterAsItWas) {
  const KnownTimes one = KnownTimes().With(Hour(1));
  const KnownTimes two = one.With(Hour(2));
  EXPECT_EQ(one.size(), 1);
  EXPECT_EQ(two.size(), 2);
  EXPECT_EQ(two.At(2), Hour(2));
}

// Across the edges of blocks.
TEST(KnownTimes, AreFoundInListsOfAnyLength) {
  KnownTimes times;
  for (int64_t seq = 1; seq <= 2100; ++seq) {
    times = times.With(Hour(seq));
    ASSERT_EQ(times.size(), seq);
    ASSERT_EQ(times.At(seq), Hour(seq));
    ASSERT_EQ(times.At(1), Hour(1));
    ASSERT_EQ(times.CountUpTo(Hour(seq)), seq);
    ASSERT_EQ(times.CountUpTo(Hour(seq) - absl::Seconds(1)), seq - 1);
    ASSERT_EQ(times.CountUpTo(Hour((seq + 1) / 2)), (seq + 1) / 2);
  }
}

}  // namespace
}  // namespace peerage::ranking
