// How a program that asks Peerage is tested without any Peerage server.
#include "standing.h"

#include <gtest/gtest.h>

#include "clients/cpp/fake_ranking.h"
#include "clients/cpp/status.h"

namespace {

using peerage::client::FakeRanking;
using peerage::client::RankingClient;
using peerage::client::ServiceError;

peerage::ranking::v1::GetStandingResponse Essex() {
  peerage::ranking::v1::GetStandingResponse response;
  auto& standing = *response.mutable_standing();
  standing.set_force_name("Essex");
  standing.mutable_value()->set_display("91.56 per 1,000 pop.");
  standing.set_position(8);
  standing.set_position_display("8");
  standing.set_ranked_of(8);
  standing.mutable_group()->set_name("Essex's group");
  standing.mutable_change_to_average()->set_display("-24,259 offences");
  return response;
}

TEST(StandingLines, SayPositionAndChange) {
  FakeRanking ranking;
  ranking.get_standing.Answer(Essex());
  EXPECT_EQ(*StandingLines(RankingClient(ranking.connection()), {}),
            "Essex: 91.56 per 1,000 pop., 8 of 8 in Essex's group\n"
            "to the average: -24,259 offences\n");
}

TEST(StandingLines, AnIncompleteGroupIsAnAnswerWithItsCaveat) {
  auto incomplete = Essex();
  incomplete.mutable_standing()->clear_position();
  incomplete.mutable_standing()->add_caveats()->set_text("Two forces are missing.");
  FakeRanking ranking;
  ranking.get_standing.Answer(incomplete);
  EXPECT_EQ(*StandingLines(RankingClient(ranking.connection()), {}),
            "Essex: 91.56 per 1,000 pop., no position\n* Two forces are missing.\n");
}

TEST(StandingLines, AnErrorKeepsItsReason) {
  FakeRanking ranking;
  ranking.get_standing.Fail(
      ServiceError(absl::StatusCode::kNotFound, "UNKNOWN_FORCE", "no force \"esex\""));
  const auto lines = StandingLines(RankingClient(ranking.connection()), {});
  EXPECT_EQ(peerage::client::ErrorReason(lines.status()), "UNKNOWN_FORCE");
}

TEST(StandingLines, AServiceThatIsAwayForAMomentCostsTimeOnly) {
  FakeRanking ranking;
  ranking.get_standing.Answer(Essex());
  ranking.get_standing.FailNext(2, absl::UnavailableError("restarting"));
  EXPECT_TRUE(StandingLines(RankingClient(ranking.connection()), {}).ok());
  EXPECT_EQ(ranking.get_standing.calls(), 3);
}

}  // namespace
