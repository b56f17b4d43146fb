#include "services/ranking/plane.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace peerage::ranking {
namespace {

using core::Count;
using core::ObservationStatus;

constexpr ObservationStatus kFinal = ObservationStatus::kFinal;
constexpr ObservationStatus kProvisional = ObservationStatus::kProvisional;
constexpr ObservationStatus kMissing = ObservationStatus::kMissing;
constexpr ObservationStatus kSuppressed = ObservationStatus::kSuppressed;
constexpr int64_t kMost = std::numeric_limits<int64_t>::max();

Plane Of(const std::vector<Count>& counts) { return Plane(counts); }

Plane Sum(const std::vector<std::vector<Count>>& parts) {
  PlaneSum sum;
  for (const auto& part : parts) sum.Add(Of(part));
  return sum.Finish();
}

void ExpectCount(const Plane& plane, size_t area, int64_t value, ObservationStatus status) {
  EXPECT_EQ(plane.at(area).value, value);
  EXPECT_EQ(plane.at(area).status, status);
}

TEST(Plane, AnAreaItDoesNotReachIsMissing) {
  ExpectCount(Plane(), 0, 0, kMissing);
  ExpectCount(Of({{7, kFinal}}), 1, 0, kMissing);
}

TEST(Plane, KeepsFiguresOfAnySize) {
  for (const int64_t value :
       {int64_t{0}, int64_t{-1}, int64_t{std::numeric_limits<int32_t>::max()},
        int64_t{std::numeric_limits<int32_t>::min()} - 1, kMost, -kMost - 1}) {
    const Plane plane = Of({{1, kFinal}, {value, kProvisional}, {0, kMissing}});
    ExpectCount(plane, 0, 1, kFinal);
    ExpectCount(plane, 1, value, kProvisional);
    ExpectCount(plane, 2, 0, kMissing);
  }
}

TEST(Plane, IsWideOnlyWhereAFigureNeedsIt) {
  EXPECT_FALSE(Of({{std::numeric_limits<int32_t>::max(), kFinal}}).wide());
  EXPECT_TRUE(Of({{int64_t{1} << 31, kFinal}}).wide());
}

TEST(PlaneSum, TheFirstStatusWithoutAFigureWins) {
  const Plane sum = Sum({{{1, kFinal}, {1, kProvisional}, {0, kSuppressed}, {1, kFinal}},
                         {{2, kFinal}, {2, kFinal}, {0, kMissing}, {0, kSuppressed}},
                         {{3, kFinal}, {3, kFinal}, {3, kFinal}, {3, kFinal}}});
  ExpectCount(sum, 0, 6, kFinal);
  ExpectCount(sum, 1, 6, kProvisional);
  ExpectCount(sum, 2, 0, kSuppressed);
  ExpectCount(sum, 3, 0, kSuppressed);
}

TEST(PlaneSum, AnAreaThatOnePartDoesNotReachIsMissing) {
  const Plane sum = Sum({{{1, kFinal}, {1, kFinal}}, {{1, kFinal}}, {{1, kFinal}, {1, kFinal}}});
  ExpectCount(sum, 0, 3, kFinal);
  ExpectCount(sum, 1, 0, kMissing);
  ExpectCount(Sum({{{1, kFinal}}, {{1, kFinal}, {1, kFinal}}}), 1, 0, kMissing);
}

TEST(PlaneSum, LeavesThirtyTwoBitsAndNotSixtyFour) {
  const int64_t large = std::numeric_limits<int32_t>::max();
  ExpectCount(Sum({{{large, kFinal}}, {{large, kFinal}}}), 0, 2 * large, kFinal);
  // Wide parts in any place.
  ExpectCount(Sum({{{1, kFinal}}, {{kMost - 1, kFinal}}}), 0, kMost, kFinal);
  ExpectCount(Sum({{{kMost, kFinal}, {1, kFinal}}, {{1, kFinal}, {1, kFinal}}}), 0, 0, kMissing);
  ExpectCount(Sum({{{kMost, kFinal}, {1, kFinal}}, {{1, kFinal}, {1, kFinal}}}), 1, 2, kFinal);
}

}  // namespace
}  // namespace peerage::ranking
