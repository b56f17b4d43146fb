#include "clients/cli/position_moves.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/fake_ranking.h"

namespace peerage::cli {
namespace {

using client::ServiceError;
using ranking::v1::GetLeagueTableRequest;
using ranking::v1::GetLeagueTableResponse;
using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

void AddStanding(const std::string& force, int position, GetLeagueTableResponse& league) {
  auto* standing = league.add_standings();
  standing->set_force_id(force);
  standing->set_force_name(force);
  standing->set_measure_name("All crime - offences");
  standing->mutable_period()->set_end_month("2018-12");
  standing->mutable_period()->set_months(12);
  standing->set_position(position);
  standing->set_position_display(std::to_string(position));
  standing->set_ranked_of(3);
}

GetLeagueTableResponse League(int essex, int leicestershire) {
  GetLeagueTableResponse league;
  AddStanding("Derbyshire", 1, league);
  AddStanding("Essex", essex, league);
  AddStanding("Leicestershire", leicestershire, league);
  return league;
}

// Ranking knows two periods; Essex and Leicestershire change places with release 2.
class PositionMoves : public ::testing::Test {
 protected:
  PositionMoves() {
    session_.ranking_address = ranking_.address();
    catalog::v1::ListPeriodsResponse periods;
    periods.add_periods()->set_end_month("2018-12");
    periods.add_periods()->set_end_month("2018-09");
    ranking_.list_periods.Answer(periods);
    catalog::v1::ListSimilarGroupsResponse groups;
    auto* group = groups.add_similar_groups();
    group->set_id("essex-group");
    group->add_member_ids("derbyshire");
    group->add_member_ids("essex");
    group->add_default_for("essex");
    ranking_.list_similar_groups.Answer(groups);
    ranking_.get_league_table.AnswerBy([](const GetLeagueTableRequest& request) {
      return request.seq() < 2 ? League(3, 2) : League(2, 3);
    });
    measure_.set_id("all-crime-offences");
    measure_.add_numerator_series("all-crime");
    measure_.set_window_months(12);
    change_.set_series_id("all-crime");
    change_.set_period_end("2018-09");
    change_.set_period_months(3);
  }

  LeagueComparison Compare() const {
    const auto leagues = CompareLeagues(session_, query_, {change_}, {measure_});
    EXPECT_TRUE(leagues.ok()) << leagues.status();
    return leagues.value_or(LeagueComparison{});
  }

  client::FakeRanking ranking_;
  Session session_;
  MovesQuery query_{.dataset = "essex-history", .from_seq = 1, .to_seq = 2};
  types::v1::Measure measure_;
  ingestion::v1::FigureChange change_;
};

TEST_F(PositionMoves, NamesWhoMoved) {
  const LeagueComparison compared = Compare();
  ASSERT_EQ(compared.leagues.size(), 1u);
  EXPECT_THAT(RenderMoves({}, query_, compared),
              AllOf(HasSubstr("12 months to December 2018"), HasSubstr("Essex"),
                    HasSubstr("3 of 3"), HasSubstr("2 of 3"), Not(HasSubstr("Derbyshire"))));
}

TEST_F(PositionMoves, AsksForTheNewestPeriodOfTheDefaultGroups) {
  Compare();
  ASSERT_EQ(ranking_.get_league_table.calls(), 2);
  const GetLeagueTableRequest request = ranking_.get_league_table.requests().front();
  EXPECT_EQ(request.force_id(), "essex");
  EXPECT_EQ(request.group_id(), "essex-group");
  EXPECT_EQ(request.period().end_month(), "2018-12");
}

TEST_F(PositionMoves, AsksForAllPeriodsOrForOne) {
  query_.all_periods = true;
  EXPECT_EQ(Compare().leagues.size(), 2u);
  query_.all_periods = false;
  query_.period = "2018-09";
  Compare();
  EXPECT_EQ(ranking_.get_league_table.requests().back().period().end_month(), "2018-09");
}

TEST_F(PositionMoves, OfAForceInItsOwnGroup) {
  query_.force = "kent";
  Compare();
  EXPECT_EQ(ranking_.get_league_table.requests().front().force_id(), "kent");
  EXPECT_FALSE(ranking_.get_league_table.requests().front().has_group_id());
  EXPECT_EQ(ranking_.list_similar_groups.calls(), 0);
}

TEST_F(PositionMoves, WhatWasNotThereBeforeIsNoMove) {
  ranking_.get_league_table.AnswerBy(
      [](const GetLeagueTableRequest& request) -> absl::StatusOr<GetLeagueTableResponse> {
        if (request.seq() == 2) return League(2, 3);
        return ServiceError(absl::StatusCode::kFailedPrecondition, "NOT_LOADED", "no figures");
      });
  EXPECT_THAT(
      RenderMoves({}, query_, Compare()),
      AllOf(HasSubstr("No position moved."), HasSubstr("1 league table could not be made")));
}

TEST_F(PositionMoves, WithoutADefaultGroupAllForcesAreCompared) {
  catalog::v1::ListSimilarGroupsResponse groups;
  for (const char* id : {"england", "england-and-wales"}) {
    auto* group = groups.add_similar_groups();
    group->set_id(id);
    group->add_member_ids("derbyshire");
    group->add_member_ids("essex");
  }
  ranking_.list_similar_groups.Answer(groups);
  EXPECT_EQ(Compare().leagues.size(), 1u);
  const GetLeagueTableRequest request = ranking_.get_league_table.requests().front();
  EXPECT_EQ(request.force_id(), "derbyshire");
  EXPECT_EQ(request.group_id(), "england-and-wales");
}

TEST_F(PositionMoves, WithoutAnyGroupNoneAreCompared) {
  ranking_.list_similar_groups.Answer(catalog::v1::ListSimilarGroupsResponse());
  const LeagueComparison compared = Compare();
  EXPECT_TRUE(compared.leagues.empty());
  EXPECT_THAT(RenderMoves({}, query_, compared),
              AllOf(HasSubstr("No positions were compared"), HasSubstr("--force")));
}

TEST_F(PositionMoves, WithoutAnyChangeNoneMoved) {
  measure_.clear_numerator_series();
  EXPECT_EQ(RenderMoves({}, query_, Compare()), "No position moved.\n");
}

TEST_F(PositionMoves, APeriodWithoutThatGroupIsPassedOver) {
  ranking_.get_league_table.Fail(
      ServiceError(absl::StatusCode::kFailedPrecondition, "NO_GROUP", "no group then"));
  EXPECT_TRUE(Compare().leagues.empty());
}

TEST_F(PositionMoves, ForcesComeAndGo) {
  ranking_.get_league_table.AnswerBy([](const GetLeagueTableRequest& request) {
    GetLeagueTableResponse league = League(2, 3);
    AddStanding(request.seq() < 2 ? "Kent" : "Surrey", 4, league);
    return league;
  });
  EXPECT_THAT(RenderMoves({}, query_, Compare()),
              AllOf(ContainsRegex("Kent +4 of 3 +gone"), ContainsRegex("Surrey +new +4 of 3"),
                    Not(HasSubstr("Essex"))));
}

TEST_F(PositionMoves, OtherErrorsAreErrors) {
  ranking_.get_league_table.Fail(
      ServiceError(absl::StatusCode::kInvalidArgument, "INVALID_FIELD", "wrong"));
  EXPECT_FALSE(CompareLeagues(session_, query_, {change_}, {measure_}).ok());
  query_.group = "unknown";
  EXPECT_TRUE(
      absl::IsInvalidArgument(CompareLeagues(session_, query_, {change_}, {measure_}).status()));
}

}  // namespace
}  // namespace peerage::cli
