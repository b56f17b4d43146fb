#include "services/reporting/sparkline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/testing/make_standing.h"

namespace peerage::reporting {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

// Months from January 2019 on; 0 is a gap.
core::Standing WithHistory(const std::vector<int>& positions) {
  core::Standing standing = testing::MakeStanding();
  for (size_t i = 0; i < positions.size(); ++i) {
    core::PositionPoint point;
    point.period = {core::Month(2019, 1) + static_cast<int>(i), 12};
    if (positions[i] > 0) point.position = positions[i];
    point.ranked_of = 8;
    standing.history.push_back(point);
  }
  return standing;
}

constexpr SparklineSize kTenByEight{.width = 10, .height = 8, .left = 0, .margin = 0.5};

TEST(Sparkline, FirstPlaceIsOnTop) {
  const auto line = MakeSparkline(WithHistory({1, 8}), kTenByEight);
  ASSERT_TRUE(line);
  EXPECT_DOUBLE_EQ(line->points[0].y, line->top_y);
  EXPECT_DOUBLE_EQ(line->points[1].y, line->bottom_y);
  EXPECT_LT(line->top_y, line->bottom_y);
  EXPECT_LT(line->points[0].x, line->points[1].x);
  EXPECT_EQ(line->lowest, 8);
}

TEST(Sparkline, AGapBreaksTheLine) {
  const auto line = MakeSparkline(WithHistory({8, 8, 0, 7, 0, 6, 5}), kTenByEight);
  ASSERT_TRUE(line);
  EXPECT_THAT(line->runs, SizeIs(2));
  EXPECT_THAT(line->points, SizeIs(5));
}

TEST(Sparkline, TheNewestPointIsMarkedOnlyWhenItIsThere) {
  EXPECT_TRUE(MakeSparkline(WithHistory({8, 7}), kTenByEight)->last);
  EXPECT_FALSE(MakeSparkline(WithHistory({8, 0}), kTenByEight)->last);
}

TEST(Sparkline, AnAspiredPositionHasALine) {
  core::Standing standing = WithHistory({8, 7});
  ASSERT_TRUE(MakeSparkline(standing, kTenByEight)->aspiration_y);
  EXPECT_DOUBLE_EQ(*MakeSparkline(standing, kTenByEight)->aspiration_y, 0.5 + 7.0 * 3 / 7);
  standing.aspiration->target = core::AtAverage{};
  EXPECT_FALSE(MakeSparkline(standing, kTenByEight)->aspiration_y);
  standing.aspiration->target = core::UpperQuartile{};
  standing.top_quartile_position = 2;
  EXPECT_TRUE(MakeSparkline(standing, kTenByEight)->aspiration_y);
}

TEST(Sparkline, WordsSayWhatTheLineShows) {
  const auto line = MakeSparkline(WithHistory({8, 0, 7}), kTenByEight);
  EXPECT_EQ(line->title, "position in the last 3 periods, first place on top");
  EXPECT_EQ(line->description, "January 2019 to March 2019: 8, gap, 7. Aspiration: position 4.");
}

TEST(Sparkline, WithoutAPositionThereIsNoLine) {
  EXPECT_FALSE(MakeSparkline(WithHistory({}), kTenByEight));
  EXPECT_FALSE(MakeSparkline(WithHistory({0, 0}), kTenByEight));
}

TEST(Sparkline, ASinglePointIsAPoint) {
  const auto line = MakeSparkline(WithHistory({3}), kTenByEight);
  ASSERT_TRUE(line);
  EXPECT_THAT(line->runs, SizeIs(0));
  EXPECT_THAT(line->points, SizeIs(1));
}

}  // namespace
}  // namespace peerage::reporting
