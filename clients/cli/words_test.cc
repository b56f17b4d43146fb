#include "clients/cli/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/catalog_tables.h"
#include "clients/cli/notes.h"
#include "clients/cli/standing_card.h"
#include "clients/cli/standings_table.h"

namespace peerage::cli {
namespace {

using ::testing::HasSubstr;
using types::v1::Standing;

Standing MakeStanding() {
  Standing standing;
  standing.set_force_id("essex");
  standing.set_force_name("Essex");
  standing.set_measure_name("All crime - offences");
  standing.set_direction(types::v1::DIRECTION_LOWER_IS_BETTER);
  standing.mutable_period()->set_end_month("2019-12");
  standing.mutable_period()->set_months(12);
  standing.mutable_value()->set_display("91.56 per 1,000 pop.");
  standing.set_position(8);
  standing.set_position_display("8");
  standing.set_ranked_of(8);
  auto* movement = standing.mutable_movement();
  movement->set_kind(types::v1::MOVEMENT_KIND_DETERIORATED);
  movement->set_previous_position_display("7");
  auto* change = standing.mutable_change_to_average();
  change->set_display("-24,259 offences");
  change->mutable_required();
  movement->mutable_previous_change_to_average()->set_display("-25,316 offences");
  auto* aspiration = standing.mutable_aspiration();
  aspiration->set_target_display("4th in MSG");
  aspiration->set_verdict(types::v1::ASPIRATION_VERDICT_BELOW);
  aspiration->set_verdict_display("Below Aspiration");
  return standing;
}

TEST(Words, PositionIsPlaceAndNumber) {
  Standing standing = MakeStanding();
  EXPECT_EQ(PositionWords(standing), "8 of 8");
  standing.clear_position();
  standing.set_no_position_reason(types::v1::NO_POSITION_REASON_EXCLUDED);
  EXPECT_EQ(PositionWords(standing), "not ranked in this group");
}

TEST(Words, AsFirstPublishedIsThePlaceAndTheCountThen) {
  Standing standing = MakeStanding();
  EXPECT_EQ(FirstPublishedWords(standing), "");
  standing.mutable_value()->set_numerator_display("150,911");
  auto* first = standing.mutable_first_published();
  first->set_ranked_of(8);
  first->set_position_display("=8");
  first->mutable_value()->set_display("84.04 per 1,000 pop.");
  first->mutable_value()->set_numerator_display("151,103");
  EXPECT_EQ(FirstPublishedWords(standing), "no position as first published, 151,103");
  standing.set_position_as_first_published(8);
  EXPECT_EQ(FirstPublishedWords(standing), "=8th of 8 as first published, 151,103");
  // A population that is newer changed the value alone.
  standing.mutable_value()->set_numerator_display("151,103");
  EXPECT_EQ(FirstPublishedWords(standing), "=8th of 8 as first published, 84.04 per 1,000 pop.");
  EXPECT_THAT(RenderStandingCard({}, standing, {}),
              HasSubstr("8 of 8 (=8th of 8 as first published, 84.04 per 1,000 pop.)"));
}

TEST(Words, MovementFollowsTheKind) {
  Standing standing = MakeStanding();
  EXPECT_EQ(MovementCell(standing).text, "fallen from 7");
  EXPECT_EQ(MovementCell(standing).tone, Tone::kBad);
  standing.mutable_movement()->set_kind(types::v1::MOVEMENT_KIND_NO_NEW_DATA);
  EXPECT_EQ(MovementCell(standing).text, "no new data since December 2019");
}

TEST(Words, AContextualMeasureIsNeverBetterOrWorse) {
  Standing standing = MakeStanding();
  standing.set_direction(types::v1::DIRECTION_CONTEXTUAL);
  EXPECT_EQ(MovementCell(standing).tone, Tone::kPlain);
  standing.mutable_movement()->set_kind(types::v1::MOVEMENT_KIND_IMPROVED);
  EXPECT_EQ(MovementCell(standing).text, "risen from 7");
}

TEST(Words, AGroupSaysWhetherItIsVerified) {
  types::v1::Group group;
  group.set_name("Essex's group");
  group.set_kind(types::v1::GROUP_KIND_SIMILAR);
  EXPECT_EQ(GroupWords(group, {}), "Essex's group (not verified)");
  group.set_kind(types::v1::GROUP_KIND_BUILT_IN);
  EXPECT_EQ(GroupWords(group, {}), "Essex's group");
  types::v1::Group ad_hoc;
  ad_hoc.set_kind(types::v1::GROUP_KIND_AD_HOC);
  ad_hoc.set_name("the chosen group");
  ad_hoc.add_member_ids("essex");
  ad_hoc.add_member_ids("kent");
  EXPECT_EQ(GroupWords(ad_hoc, {{"essex", "Essex"}}), "Essex, kent");
}

TEST(StandingCard, PrintsWhatTheAnswerDisplays) {
  const std::string card = RenderStandingCard({}, MakeStanding(), {});
  EXPECT_THAT(card, HasSubstr("Essex: All crime - offences\n12 months to December 2019"));
  EXPECT_THAT(card, HasSubstr("91.56 per 1,000 pop."));
  EXPECT_THAT(card, HasSubstr("-24,259 offences   (previously -25,316 offences)"));
  EXPECT_THAT(card, HasSubstr("4th in MSG: Below Aspiration"));
}

TEST(StandingsTable, SaysWhereDataEndEarlier) {
  ranking::v1::ListStandingsResponse response;
  response.set_reporting_month("2020-01");
  response.set_previous_reporting_month("2019-10");
  *response.add_standings() = MakeStanding();
  response.add_unavailable_measure_ids("homicide-offences");
  const std::string text = RenderStandings({}, response, {});
  EXPECT_THAT(text, HasSubstr("All crime - offences (last data to December 2019)"));
  EXPECT_THAT(text, HasSubstr("Compared with October 2019"));
  EXPECT_THAT(text, HasSubstr("-25,316 offences"));
  EXPECT_THAT(text, HasSubstr("Without a comparable period: homicide-offences"));
}

TEST(Notes, TheNoticeComesFirstAndOnce) {
  types::v1::DatasetTerms terms;
  terms.set_notice("The peers are invented.");
  terms.set_attribution("Contains public sector information.");
  terms.set_marking("OFFICIAL");
  EXPECT_EQ(RenderNotes({}, {"Static peers."}, terms, 7),
            "* The peers are invented.\n* Static peers.\n* Contains public sector information.\n"
            "* OFFICIAL. As known at release 7.\n");
  EXPECT_EQ(RenderNotes({}, {"The peers are invented."}, terms, 7),
            "* The peers are invented.\n* Contains public sector information.\n"
            "* OFFICIAL. As known at release 7.\n");
}

TEST(Notes, ACaveatOfManyMeasuresStandsOnce) {
  Standing standing = MakeStanding();
  standing.add_caveats()->set_text("Static peers.");
  EXPECT_EQ(CaveatTexts({standing, standing}).size(), 1U);
}

TEST(Notes, SayWhoMaySeeTheFiguresAndFromWhen) {
  types::v1::DatasetTerms terms;
  terms.set_attribution("Contains figures.");
  terms.set_marking("OFFICIAL");
  terms.set_audience("police forces");
  terms.set_outside_naming(types::v1::OUTSIDE_NAMING_ANONYMOUS);
  terms.set_publishable_from("2020-04-23");
  EXPECT_EQ(RenderNotes({}, {}, terms, 7),
            "* Contains figures.\n"
            "* For police forces. Other forces are not named to anybody else. Not to be published "
            "before 23 April 2020.\n"
            "* OFFICIAL. As known at release 7.\n");
}

types::v1::Annotation Pandemic() {
  types::v1::Annotation annotation;
  annotation.set_date("2020-03-23");
  annotation.set_text("The pandemic began.");
  annotation.set_source("Home Office");
  return annotation;
}

TEST(Notes, AnAnnotationStandsAfterTheCaveats) {
  Standing standing = MakeStanding();
  *standing.add_annotations() = Pandemic();
  standing.add_caveats()->set_text("Static peers.");
  EXPECT_EQ(CaveatTexts({standing, standing}),
            (std::vector<std::string>{"Static peers.",
                                      "23 March 2020: The pandemic began. Source: Home Office."}));
}

TEST(Notes, AnAnnotationThatACaveatNamesIsNotSaidAgain) {
  Standing standing = MakeStanding();
  *standing.add_annotations() = Pandemic();
  auto& caveat = *standing.add_caveats();
  caveat.set_kind(types::v1::CAVEAT_KIND_SERIES_BREAK);
  caveat.set_text("Figures cannot be compared: The pandemic began. Source: Home Office.");
  EXPECT_EQ(CaveatTexts({standing}).size(), 1U);
}

TEST(StandingCard, SaysWhenTheNextDataCome) {
  Standing standing = MakeStanding();
  standing.mutable_next_data()->set_date("2020-04-23");
  standing.mutable_next_data()->set_title("Year to December 2019");
  EXPECT_THAT(RenderStandingCard({}, standing, {}),
              HasSubstr("23 April 2020 (provisional): Year to December 2019"));
  standing.mutable_next_data()->set_confirmed(true);
  EXPECT_THAT(RenderStandingCard({}, standing, {}),
              HasSubstr("23 April 2020: Year to December 2019"));
}

TEST(ForcesTable, SaysWhenAForceWas) {
  catalog::v1::ListForcesResponse response;
  auto& force = *response.add_forces();
  force.set_id("teesside");
  force.set_valid_to("1974-03");
  EXPECT_THAT(RenderCatalog({}, response), HasSubstr("to 1974-03"));
}

}  // namespace
}  // namespace peerage::cli
