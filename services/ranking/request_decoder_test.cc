#include "services/ranking/request_decoder.h"

#include <gtest/gtest.h>

namespace peerage::ranking {
namespace {

ranking::v1::GetStandingRequest GoodRequest() {
  ranking::v1::GetStandingRequest request;
  request.set_dataset_id("open-data");
  request.set_force_id("essex");
  request.set_measure_id("all-crime-offences");
  return request;
}

TEST(DecodeSelection, UnsetMeansTheDefaults) {
  const auto selection = DecodeSelection(GoodRequest());
  ASSERT_TRUE(selection.ok());
  EXPECT_TRUE(std::holds_alternative<core::DefaultGroup>(selection->choice));
  EXPECT_FALSE(selection->as_of.seq || selection->as_of.known_on);
  EXPECT_TRUE(selection->method.include_self);
}

TEST(DecodeSelection, NamesTheFieldAtFault) {
  auto no_force = GoodRequest();
  no_force.clear_force_id();
  EXPECT_TRUE(absl::IsInvalidArgument(DecodeSelection(no_force).status()));
  auto empty_list = GoodRequest();
  empty_list.mutable_force_ids();
  EXPECT_TRUE(absl::IsInvalidArgument(DecodeSelection(empty_list).status()));
  auto one_member = GoodRequest();
  one_member.mutable_method()->set_minimum_members(1);
  EXPECT_TRUE(absl::IsInvalidArgument(DecodeSelection(one_member).status()));
}

TEST(DecodeQuery, RefusesWhatIsNoMonthAndNoCount) {
  auto request = GoodRequest();
  request.mutable_period()->set_end_month("December 2019");
  EXPECT_TRUE(absl::IsInvalidArgument(DecodeQuery(request).status()));
  request = GoodRequest();
  request.mutable_period();
  EXPECT_TRUE(absl::IsInvalidArgument(DecodeQuery(request).status()));
  request = GoodRequest();
  request.set_history_points(61);
  EXPECT_TRUE(absl::IsInvalidArgument(DecodeQuery(request).status()));
  request.set_history_points(-1);
  EXPECT_TRUE(absl::IsInvalidArgument(DecodeQuery(request).status()));
}

TEST(DecodeQuery, APaperIsNotComparedWithALaterOne) {
  ranking::v1::ListStandingsRequest request;
  request.set_reporting_month("2019-09");
  request.set_previous_reporting_month("2019-12");
  EXPECT_TRUE(absl::IsInvalidArgument(DecodeQuery(request).status()));
}

TEST(DecodeQuery, MeasuresAreNamedOnceAndNotWithoutEnd) {
  ranking::v1::ListStandingsRequest request;
  request.add_measure_ids("a");
  EXPECT_TRUE(DecodeQuery(request).ok());
  request.add_measure_ids("a");
  EXPECT_TRUE(absl::IsInvalidArgument(DecodeQuery(request).status()));
  request.clear_measure_ids();
  for (int i = 0; i < 201; ++i) request.add_measure_ids("m" + std::to_string(i));
  EXPECT_TRUE(absl::IsInvalidArgument(DecodeQuery(request).status()));
}

TEST(DecodeQuery, TwelvePositionsUnlessAskedOtherwise) {
  ranking::v1::ListPositionsRequest request;
  request.set_measure_id("m");
  EXPECT_EQ(DecodeQuery(request)->history_points, 12);
  request.set_points(3);
  EXPECT_EQ(DecodeQuery(request)->history_points, 3);
}

}  // namespace
}  // namespace peerage::ranking
