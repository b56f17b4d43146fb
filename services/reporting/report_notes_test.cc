#include "services/reporting/report_notes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/testing/make_standing.h"

namespace peerage::reporting {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using testing::MakeStanding;
using ::testing::Not;

types::v1::Measure MakeMeasure(int frequency_months) {
  types::v1::Measure measure;
  measure.set_frequency_months(frequency_months);
  return measure;
}

class ReportNotesTest : public ::testing::Test {
 protected:
  ReportNotesTest() {
    paper_.reporting_month = {2020, 1};
    paper_.previous_reporting_month = {2019, 10};
    paper_.rows.push_back({"", "All Crime Offences", MakeStanding(), &monthly_});
    paper_.force_names = {{"essex", "Essex"}, {"a", "Avon"}};
  }

  const types::v1::Measure monthly_ = MakeMeasure(1);
  const types::v1::Measure quarterly_ = MakeMeasure(3);
  const types::v1::Measure yearly_ = MakeMeasure(12);
  Paper paper_;
};

TEST_F(ReportNotesTest, OnePeriodIsSaidOnce) {
  EXPECT_EQ(NotesOf(paper_).front(), "Data are for the 12 months to January 2020.");
}

TEST_F(ReportNotesTest, OtherPeriodsAreExceptions) {
  paper_.rows.push_back({"", "Public confidence", MakeStanding(), &quarterly_});
  paper_.rows.back().standing.period = {{2019, 9}, 12};
  paper_.rows.push_back({"", "Sickness", MakeStanding(), &yearly_});
  paper_.rows.back().standing.period = {{2019, 3}, 12};
  EXPECT_EQ(NotesOf(paper_).front(),
            "Data are for the 12 months to January 2020, with the exception of: Public confidence: "
            "quarterly (last data to September 2019); Sickness: yearly (last data to March 2019).");
}

TEST_F(ReportNotesTest, ChangesHoldOnlyIfOthersAreStatic) {
  EXPECT_THAT(NotesOf(paper_),
              Contains("The difference to the MSG average (or to any position in the MSG) is only "
                       "valid if all other forces remain static."));
  paper_.rows.front().standing.group = testing::MakeEnglandAndWales();
  EXPECT_THAT(NotesOf(paper_),
              Contains("The difference to the England and Wales average (or to any position) is "
                       "only valid if all other forces remain static."));
}

TEST_F(ReportNotesTest, AnAverageThatMovesIsInTheNote) {
  paper_.rows.front().standing.change_to_average_self_consistent =
      testing::MakeRequired(-13.8, "25,271 offences", "25,271");
  EXPECT_THAT(NotesOf(paper_),
              Contains("The average includes Essex and would move with it. To reach an average "
                       "that moves, the changes are: All Crime Offences -25,271 offences."));
}

TEST_F(ReportNotesTest, TheMethodIsSaid) {
  EXPECT_THAT(
      NotesOf(paper_),
      Contains("The MSG average is the mean of the forces' values, Essex included. A "
               "position is one more than the number of forces that are strictly better; "
               "equal values share a position. The top quartile rank is the floor(n / 4)-th "
               "position, at least the first."));
}

TEST_F(ReportNotesTest, AnExcludedForceIsNotInTheAverage) {
  core::Standing& standing = paper_.rows.front().standing;
  standing.force_name = "City of London";
  standing.group = testing::MakeEnglandAndWales();
  standing.position.reset();
  standing.no_position = core::NoPosition::kExcluded;
  EXPECT_THAT(NotesOf(paper_), Contains(HasSubstr("City of London left out. A position")));
}

TEST_F(ReportNotesTest, TheTwoNationalFiguresAreExplained) {
  paper_.rows.front().standing.national = core::National{};
  EXPECT_THAT(NotesOf(paper_), Contains(HasSubstr("it is not the mean of the forces' values.")));
  paper_.rows.front().standing.group = testing::MakeEnglandAndWales();
  EXPECT_THAT(NotesOf(paper_), Contains(HasSubstr("Two national figures are given.")));
}

TEST_F(ReportNotesTest, PopulationsAreNamedWithTheirRowsWhenTheyDiffer) {
  paper_.rows.front().standing.method.population_vintage = "ONS mid-2018";
  EXPECT_THAT(NotesOf(paper_), Contains("Rates per population use ONS mid-2018."));
  paper_.rows.push_back({"", "Homicide", MakeStanding(), &monthly_});
  paper_.rows.back().standing.method.population_vintage = "ONS mid-2017";
  EXPECT_THAT(NotesOf(paper_), Contains("Rates per population use ONS mid-2018 (All Crime "
                                        "Offences) and ONS mid-2017 (Homicide)."));
}

TEST_F(ReportNotesTest, ARowsCaveatIsSaidOnceForAllItsRows) {
  const core::Caveat missing{core::CaveatKind::kMemberMissing, "The position is out of 7."};
  const core::Caveat notice{core::CaveatKind::kDatasetNotice, "The peers are invented."};
  paper_.rows.front().standing.caveats = {notice, missing};
  paper_.rows.push_back({"", "Homicide", MakeStanding(), &monthly_});
  paper_.rows.back().standing.caveats = {missing};
  EXPECT_THAT(NotesOf(paper_),
              Contains("All Crime Offences and Homicide: The position is out of 7."));
  EXPECT_THAT(NotesOf(paper_), Not(Contains(HasSubstr("invented"))));
}

TEST_F(ReportNotesTest, ContextualMeasuresAreNeitherBetterNorWorse) {
  paper_.rows.front().standing.direction = core::Direction::kContextual;
  EXPECT_THAT(NotesOf(paper_), Contains(HasSubstr("neither direction is called better")));
}

TEST_F(ReportNotesTest, TheGroupIsNamedWithItsSource) {
  EXPECT_EQ(GroupNote(paper_),
            "Most Similar Group (MSG): Essex's similar group. Members: Avon, Essex, b, c, d, e, f "
            "and g. Source: invented. The membership is not verified for this period.");
}

TEST_F(ReportNotesTest, ABuiltInGroupNamesWhoIsNotRanked) {
  paper_.force_names["city-of-london"] = "City of London";
  paper_.force_names["kent"] = "Kent";
  paper_.rows.front().standing.group = testing::MakeEnglandAndWales();
  EXPECT_EQ(GroupNote(paper_),
            "Compared in England and Wales. Members: Essex and Kent. Not ranked here: City of "
            "London. Source: all forces that the dataset declares. The membership needs no "
            "verification.");
}

TEST_F(ReportNotesTest, ARowWithinAnotherGroupIsNamed) {
  paper_.rows.push_back({"", "Homicide", MakeStanding(), &monthly_});
  paper_.rows.back().standing.group.name = "An older group";
  EXPECT_THAT(GroupNote(paper_), HasSubstr("Homicide is compared within another group: Most "
                                           "Similar Group (MSG): An older group."));
}

TEST_F(ReportNotesTest, TheWarningsSpeakOfTheGroupInUse) {
  EXPECT_THAT(CaveatsOf(paper_), Contains(HasSubstr("HMIC guidance")));
  EXPECT_THAT(CaveatsOf(paper_), Contains(HasSubstr("lower half of an MSG")));
  paper_.rows.front().standing.group = testing::MakeEnglandAndWales();
  EXPECT_THAT(CaveatsOf(paper_), Not(Contains(HasSubstr("MSG"))));
}

core::Annotation Pandemic() {
  return {.id = "pandemic",
          .date = core::Day({2020, 3}, 23),
          .kind = core::AnnotationKind::kPandemic,
          .text = "The pandemic began.",
          .source = "Home Office"};
}

TEST_F(ReportNotesTest, AnAnnotationOfAllMeasuresIsSaidOnce) {
  paper_.rows.push_back({"", "Homicide", MakeStanding(), &monthly_});
  for (PaperRow& row : paper_.rows) row.standing.annotations = {Pandemic()};
  EXPECT_EQ(NotesOf(paper_).back(), "23 March 2020: The pandemic began. Source: Home Office.");
}

TEST_F(ReportNotesTest, AnAnnotationOfAMeasureNamesItsRows) {
  core::Annotation annotation = Pandemic();
  annotation.measure_ids = {"all-crime-offences"};
  paper_.rows.front().standing.annotations = {annotation};
  EXPECT_EQ(NotesOf(paper_).back(),
            "All Crime Offences: 23 March 2020: The pandemic began. Source: Home Office.");
}

TEST_F(ReportNotesTest, ABreakIsSaidByItsCaveatAlone) {
  core::Standing& standing = paper_.rows.front().standing;
  standing.annotations = {Pandemic()};
  standing.caveats = {{core::CaveatKind::kSeriesBreak, "No comparison: The pandemic began."}};
  EXPECT_EQ(NotesOf(paper_).back(), "All Crime Offences: No comparison: The pandemic began.");
}

TEST_F(ReportNotesTest, WhatWasRevisedIsSaidAsFirstPublished) {
  core::Standing& standing = paper_.rows.front().standing;
  standing.position_as_first_published = 7;
  standing.first_published =
      core::FirstPublished{.value = {.display = "90.10", .numerator_display = "165,000"},
                           .ranked_of = 8,
                           .position_display = "7"};
  EXPECT_THAT(NotesOf(paper_),
              Contains("As first published: All Crime Offences 7th of 8, 165,000."));
}

TEST_F(ReportNotesTest, TheNextDataAreAnnounced) {
  paper_.rows.front().standing.next_data =
      core::CalendarEntry{.date = core::Day({2020, 4}, 23), .title = "Year to December 2019"};
  EXPECT_THAT(NotesOf(paper_),
              Contains("Next data: 23 April 2020 (provisional): Year to December 2019."));
  paper_.rows.front().standing.next_data->measure_ids = {"all-crime-offences"};
  EXPECT_THAT(NotesOf(paper_), Contains("Next data: 23 April 2020 (provisional): Year to December "
                                        "2019 (All Crime Offences)."));
}

}  // namespace
}  // namespace peerage::reporting
