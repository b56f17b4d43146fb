#include "services/core/sentences.h"

#include <gtest/gtest.h>

#include "services/core/group_words.h"
#include "services/core/table_words.h"
#include "tests/testing/make_standing.h"

namespace peerage::core {
namespace {

using testing::CrimeWords;
using testing::MakeEnglandAndWales;
using testing::MakeMoved;
using testing::MakeReached;
using testing::MakeRequired;
using testing::MakeStanding;
using testing::SolvedRateWords;

TEST(MovementSentence, SamePositionRemains) {
  EXPECT_EQ(MovementSentence(MakeStanding()), "Essex remains 8th in its MSG.");
}

TEST(MovementSentence, BetterPositionHasImproved) {
  EXPECT_EQ(MovementSentence(MakeMoved(MovementKind::kImproved, 5, 4)),
            "Essex has improved to 4th in its MSG (5th previously).");
}

TEST(MovementSentence, WorsePositionHasFallen) {
  EXPECT_EQ(MovementSentence(MakeMoved(MovementKind::kDeteriorated, 3, 6)),
            "Essex has fallen to 6th in its MSG (3rd previously).");
}

TEST(MovementSentence, AContextualMeasureRisesAndFallsOnly) {
  Standing standing = MakeMoved(MovementKind::kImproved, 6, 3);
  standing.direction = Direction::kContextual;
  EXPECT_EQ(MovementSentence(standing), "Essex has risen to 3rd in its MSG (6th previously).");
  standing = MakeMoved(MovementKind::kDeteriorated, 3, 6);
  standing.direction = Direction::kContextual;
  EXPECT_EQ(MovementSentence(standing), "Essex has fallen to 6th in its MSG (3rd previously).");
}

TEST(MovementSentence, WithoutNewDataNothingMoves) {
  Standing standing = MakeMoved(MovementKind::kNoNewData, 6, 6);
  standing.period = {{2019, 9}, 12};
  EXPECT_EQ(MovementSentence(standing),
            "No new data since September 2019; Essex is 6th in its MSG.");
}

TEST(MovementSentence, WhatDoesNotCompareSaysWhy) {
  Standing standing = MakeMoved(MovementKind::kNotComparable, 7, 8);
  standing.movement.reason = NotComparableReason::kMembersDiffer;
  standing.movement.reason_text = "other forces were ranked then";
  EXPECT_EQ(MovementSentence(standing),
            "Essex is 8th in its MSG. This is not comparable with 7th previously: other forces "
            "were ranked then.");
  standing.movement.previous_position_in_present_group = 6;
  EXPECT_EQ(MovementSentence(standing),
            "Essex is 8th in its MSG. This is not comparable with 7th previously: other forces "
            "were ranked then. Among the forces ranked now it would have been 6th.");
}

TEST(MovementSentence, APositionAfterNoneIsNoMovement) {
  Standing standing = MakeMoved(MovementKind::kNotComparable, 7, 8);
  standing.movement.reason = NotComparableReason::kNoPosition;
  standing.movement.previous_position.reset();
  EXPECT_EQ(MovementSentence(standing), "Essex is 8th in its MSG; it had no position previously.");
}

TEST(MovementSentence, AFirstPaperHasNothingToCompareWith) {
  Standing standing = MakeStanding();
  standing.movement = {};
  EXPECT_EQ(MovementSentence(standing),
            "Essex is 8th in its MSG; there is no earlier position to compare with.");
}

TEST(MovementSentence, ATieIsJoint) {
  Standing standing = MakeMoved(MovementKind::kImproved, 4, 3);
  standing.position_display = "=3";
  standing.movement.previous_position_display = "=4";
  EXPECT_EQ(MovementSentence(standing),
            "Essex has improved to joint 3rd in its MSG (joint 4th previously).");
}

TEST(MovementSentence, AnotherGroupGoesByItsName) {
  Standing standing = MakeMoved(MovementKind::kImproved, 30, 29);
  standing.group = MakeEnglandAndWales();
  EXPECT_EQ(MovementSentence(standing),
            "Essex has improved to 29th in England and Wales (30th previously).");
  standing.group = {.id = "region-eastern", .name = "Eastern region", .kind = GroupKind::kBuiltIn};
  EXPECT_EQ(MovementSentence(standing),
            "Essex has improved to 29th in the Eastern region (30th previously).");
  standing.group = {.name = "the chosen group", .kind = GroupKind::kAdHoc};
  EXPECT_EQ(MovementSentence(standing),
            "Essex has improved to 29th in the chosen group (30th previously).");
}

TEST(MovementSentence, AMissingFigureIsSaid) {
  Standing standing = MakeStanding();
  standing.position.reset();
  standing.no_position = NoPosition::kSubjectMissing;
  standing.value = {.missing = MissingReason::kSuppressed, .missing_text = "kept back"};
  EXPECT_EQ(MovementSentence(standing),
            "There is no figure for Essex for the 12 months to January 2020 (kept back), so it "
            "has no position in its MSG.");
}

TEST(MovementSentence, AnIncompleteGroupIsSaid) {
  Standing standing = MakeStanding();
  standing.position.reset();
  standing.no_position = NoPosition::kGroupIncomplete;
  standing.ranked_of = 5;
  EXPECT_EQ(MovementSentence(standing),
            "Only 5 of the 8 forces in its MSG have a figure for the 12 months to January 2020, "
            "so Essex has no position.");
}

TEST(MovementSentence, AnExcludedForceIsNotRanked) {
  Standing standing = MakeStanding();
  standing.force_name = "City of London";
  standing.group = MakeEnglandAndWales();
  standing.position.reset();
  standing.no_position = NoPosition::kExcluded;
  EXPECT_EQ(MovementSentence(standing), "City of London is not ranked in England and Wales.");
}

TEST(ReachSentences, CountsLoseTheirNounInTheBracket) {
  EXPECT_EQ(ReachAverageSentence(MakeStanding(), CrimeWords()),
            "In order to reach the MSG average, crime would need to reduce by 22,112 offences "
            "(22,669 previously).");
  EXPECT_EQ(ReachTopQuartileSentence(MakeStanding(), CrimeWords()),
            "To reach the top quartile rank, crime would need to reduce by 34,801 offences "
            "(34,862 previously).");
}

TEST(ReachSentences, PointsKeepTheirUnitInTheBracket) {
  Standing standing = MakeStanding();
  standing.change_to_average = MakeRequired(8.8, "8.8% points", "8.8% points");
  standing.movement.previous_change_to_average = MakeRequired(7, "7.0% points", "7.0% points");
  EXPECT_EQ(ReachAverageSentence(standing, SolvedRateWords()),
            "In order to reach the MSG average, the solved rate would need to increase by "
            "8.8% points (7.0% points previously).");
}

TEST(ReachSentences, WhatWasReachedBeforeIsSaid) {
  Standing standing = MakeStanding();
  standing.movement.previous_change_to_average = MakeReached();
  EXPECT_EQ(ReachAverageSentence(standing, CrimeWords()),
            "In order to reach the MSG average, crime would need to reduce by 22,112 offences "
            "(already reached previously).");
}

TEST(ReachSentences, WithoutAPreviousPaperThereIsNoBracket) {
  Standing standing = MakeStanding();
  standing.movement = {};
  EXPECT_EQ(ReachTopQuartileSentence(standing, CrimeWords()),
            "To reach the top quartile rank, crime would need to reduce by 34,801 offences.");
}

TEST(ReachSentences, WhatIsReachedNeedsNothing) {
  Standing standing = MakeStanding();
  standing.change_to_average = MakeReached();
  standing.change_to_top_quartile = MakeReached();
  EXPECT_EQ(ReachAverageSentence(standing, CrimeWords()),
            "Essex has already reached the MSG average.");
  EXPECT_EQ(ReachTopQuartileSentence(standing, CrimeWords()),
            "Essex has already reached the top quartile rank in its MSG.");
}

TEST(ReachSentences, AContextualAverageIsNotAchieved) {
  Standing standing = MakeStanding();
  standing.direction = Direction::kContextual;
  standing.change_to_average = MakeReached();
  EXPECT_EQ(ReachAverageSentence(standing, CrimeWords()),
            "Essex is already at or beyond the MSG average.");
}

TEST(ReachSentences, AnotherGroupGoesByItsName) {
  Standing standing = MakeStanding();
  standing.group = MakeEnglandAndWales();
  standing.movement = {};
  EXPECT_EQ(ReachAverageSentence(standing, CrimeWords()),
            "In order to reach the England and Wales average, crime would need to reduce by "
            "22,112 offences.");
  standing.change_to_top_quartile = MakeReached();
  EXPECT_EQ(ReachTopQuartileSentence(standing, CrimeWords()),
            "Essex has already reached the top quartile rank in England and Wales.");
  standing.group = {.name = "the chosen group", .kind = GroupKind::kAdHoc};
  EXPECT_EQ(ReachAverageSentence(standing, CrimeWords()),
            "In order to reach the average of the chosen group, crime would need to reduce by "
            "22,112 offences.");
}

TEST(StandingSentences, ARowSaysMovementThenAverageThenQuartile) {
  EXPECT_EQ(StandingSentences(MakeStanding(), CrimeWords()),
            "Essex remains 8th in its MSG. In order to reach the MSG average, crime would need to "
            "reduce by 22,112 offences (22,669 previously). To reach the top quartile rank, crime "
            "would need to reduce by 34,801 offences (34,862 previously).");
}

TEST(StandingSentences, WithoutAPositionNothingIsToBeReached) {
  Standing standing = MakeStanding();
  standing.position.reset();
  standing.no_position = NoPosition::kSubjectMissing;
  standing.change_to_average.reset();
  standing.change_to_top_quartile.reset();
  EXPECT_EQ(StandingSentences(standing, CrimeWords()),
            "There is no figure for Essex for the 12 months to January 2020, so it has no "
            "position in its MSG.");
}

TEST(StandingSentences, OwnFresherFiguresAreNotRanked) {
  Standing standing = MakeStanding();
  standing.own_latest = OwnLatest{.period = {{2020, 2}, 12},
                                  .value = {.display = "91.70 per 1,000 pop."},
                                  .change_display = "10.9%"};
  EXPECT_EQ(OwnLatestSentence(standing),
            "Essex's own figures to February 2020, not yet comparable: 91.70 per 1,000 pop. "
            "(10.9% over the year).");
  standing.own_latest->change_display.clear();
  EXPECT_EQ(OwnLatestSentence(standing),
            "Essex's own figures to February 2020, not yet comparable: 91.70 per 1,000 pop.");
}

TEST(PeriodNote, SpeaksOnlyWhereThePeriodDiffers) {
  EXPECT_EQ(PeriodNote({{2019, 9}, 12}, {2020, 1}), "last data to September 2019");
  EXPECT_EQ(PeriodNote({{2020, 1}, 12}, {2020, 1}), "");
}

TEST(GroupWords, ThePossessiveTakesAnS) {
  EXPECT_EQ(PositionOfForceWords("Sussex", testing::MakeSimilarGroup()), "Sussex's MSG position");
  EXPECT_EQ(PositionOfForceWords("Kent", MakeEnglandAndWales()),
            "Kent's position in England and Wales");
}

TEST(TableWords, PositionsSayOutOfHowMany) {
  Standing standing = MakeStanding();
  EXPECT_EQ(PositionCell(standing), "8th of 8");
  EXPECT_EQ(PreviousPositionCell(standing.movement), "8th of 8");
  EXPECT_EQ(NationalCell(standing), "-");
  standing.national = National{.position = 29, .position_display = "=29", .ranked_of = 42};
  EXPECT_EQ(NationalCell(standing), "joint 29th of 42");
  standing.position.reset();
  standing.movement.previous_position.reset();
  standing.national->position.reset();
  EXPECT_EQ(PositionCell(standing), "no position");
  EXPECT_EQ(PreviousPositionCell(standing.movement), "no position");
  EXPECT_EQ(NationalCell(standing), "no position");
}

TEST(TableWords, AsFirstPublishedIsThePlaceAndTheCountThen) {
  Standing standing = MakeStanding();
  EXPECT_EQ(FirstPublishedCell(standing), "");
  standing.first_published = FirstPublished{.value = standing.value, .ranked_of = 8};
  standing.first_published->value.numerator_display = "168,643";
  EXPECT_EQ(FirstPublishedCell(standing), "no position, 168,643");
  standing.position_as_first_published = 7;
  standing.first_published->position_display = "=7";
  EXPECT_EQ(FirstPublishedCell(standing), "joint 7th of 8, 168,643");
  // The same count by fewer residents: the value differs.
  standing.first_published->value = standing.value;
  EXPECT_EQ(FirstPublishedCell(standing), "joint 7th of 8, 91.60 per 1,000 pop.");
  standing.first_published->value = {.unit = "%", .display = "12.9%", .numerator_display = "1"};
  EXPECT_EQ(FirstPublishedCell(standing), "joint 7th of 8, 12.9%");
}

TEST(TableWords, TheYearsChangeSaysItsPlaceAndHowManyRose) {
  Standing standing = MakeStanding();
  EXPECT_EQ(ChangeOnYearCell(standing), "not available");
  EXPECT_EQ(ChangeOnYearNote(standing), "");
  standing.change_on_year =
      ChangeOnYear{.display = "11.2%", .position = 7, .ranked_of = 8, .rose_in = 36, .of = 42};
  EXPECT_EQ(ChangeOnYearCell(standing), "11.2%");
  EXPECT_EQ(ChangeOnYearNote(standing), "7th of 8 on this change; up in 36 of 42 forces");
  standing.change_on_year->position.reset();
  EXPECT_EQ(ChangeOnYearNote(standing), "up in 36 of 42 forces");
}

TEST(TableWords, NoAspirationIsSaid) {
  Standing standing = MakeStanding();
  EXPECT_EQ(AspirationCell(standing), "4th in MSG");
  EXPECT_EQ(VerdictCell(standing), "Below Aspiration");
  standing.aspiration.reset();
  EXPECT_EQ(AspirationCell(standing), "none declared");
  EXPECT_EQ(VerdictCell(standing), "No aspiration");
}

}  // namespace
}  // namespace peerage::core
