// Months of validity, annotations, breaks and the calendar in standings.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "services/ranking/standing_engine.h"
#include "tests/testing/measure_maker.h"
#include "tests/testing/snapshot_maker.h"

namespace peerage::ranking {
namespace {

using core::Day;
using core::Month;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Ids = std::vector<std::string>;
using testing::MakeScope;
using testing::SnapshotMaker;

constexpr char kRate[] = "all-crime-offences";

// Three forces of 1,000 people each, with figures of the years 2017 to 2019; a
// fourth came in 2019.
core::DatasetReference Reference() {
  core::DatasetReference reference{.dataset_id = "test", .name = "Test", .built_in_groups = true};
  for (const char* id : {"a", "b", "c", "late"}) reference.areas.push_back({.id = id, .name = id});
  reference.areas[3].valid_from = Month(2019, 1);
  reference.series = {
      {.id = "all-crime", .name = "offences"},
      {.id = "population", .name = "population", .population = true, .source = "ONS"}};
  core::Measure rate = testing::MakeRate();
  rate.frequency_months = 12;
  reference.measures = {rate};
  reference.groups = {{.id = "pair",
                       .name = "Pair",
                       .member_ids = {"a", "b"},
                       .default_for = {"a", "b"},
                       .source = "the test"}};
  return reference;
}

std::shared_ptr<const Snapshot> Loaded(const core::DatasetReference& reference) {
  SnapshotMaker maker;
  maker.Declare(reference);
  maker.Store(
      "test",
      {{"population",
        12,
        {MakeScope(Month(2016, 6), {{"a", 1000}, {"b", 1000}, {"c", 1000}, {"late", 1000}})}}});
  core::SeriesRun years{"all-crime", 12, {}};
  for (int year = 2017; year < 2019; ++year) {
    years.scopes.push_back(MakeScope(Month(year, 12), {{"a", 20}, {"b", 10}, {"c", 30}}));
  }
  years.scopes.push_back(
      MakeScope(Month(2019, 12), {{"a", 20}, {"b", 10}, {"c", 30}, {"late", 5}}));
  maker.Store("test", {years});
  return maker.Make();
}

absl::StatusOr<core::Standing> Ask(const core::DatasetReference& reference,
                                   const std::string& force, int year,
                                   core::GroupChoice choice = core::DefaultGroup{},
                                   int history_points = 0) {
  return GetStanding(
      Loaded(reference), {.dataset_id = "test", .force_id = force, .choice = std::move(choice)},
      {.measure_id = kRate, .end = Month(year, 12), .history_points = history_points});
}

core::Standing Stand(const core::DatasetReference& reference, int year, int history_points = 0) {
  const auto standing = Ask(reference, "a", year, core::DefaultGroup{}, history_points);
  EXPECT_TRUE(standing.ok()) << standing.status();
  return standing.value_or(core::Standing{});
}

core::Annotation On(Day date, bool breaks_series = false) {
  return {.id = "on-" + date.ToString(),
          .date = date,
          .text = "It changed.",
          .source = "The test.",
          .breaks_series = breaks_series};
}

Ids AnnotationsOf(const core::Standing& standing) {
  Ids ids;
  for (const core::Annotation& annotation : standing.annotations) ids.push_back(annotation.id);
  return ids;
}

Ids BreaksOf(const core::Standing& standing) {
  Ids texts;
  for (const core::Caveat& caveat : standing.caveats) {
    if (caveat.kind == core::CaveatKind::kSeriesBreak) texts.push_back(caveat.text);
  }
  return texts;
}

const core::GroupChoice kAll = std::string(core::kEnglandAndWales);

TEST(Validity, AForceJoinsEnglandAndWalesWithItsFirstMonth) {
  const auto before = Ask(Reference(), "a", 2018, kAll);
  ASSERT_TRUE(before.ok()) << before.status();
  EXPECT_EQ(before->ranked_of, 3);
  EXPECT_THAT(before->missing_force_ids, IsEmpty());
  EXPECT_EQ(before->national->ranked_of, 3);
  const auto after = Ask(Reference(), "a", 2019, kAll);
  ASSERT_TRUE(after.ok()) << after.status();
  EXPECT_EQ(after->ranked_of, 4);
  EXPECT_EQ(after->position, 3);
}

TEST(Validity, AMovementAcrossItComparesOtherMembers) {
  const auto standing = Ask(Reference(), "a", 2019, kAll);
  ASSERT_TRUE(standing.ok()) << standing.status();
  EXPECT_EQ(standing->movement.kind, core::MovementKind::kNotComparable);
  EXPECT_EQ(standing->movement.reason, core::NotComparableReason::kMembersDiffer);
}

TEST(Validity, AForceHasNoStandingInBuiltInGroupsBeforeItWas) {
  EXPECT_TRUE(absl::IsFailedPrecondition(Ask(Reference(), "late", 2018, kAll).status()));
  const auto now = Ask(Reference(), "late", 2019, kAll);
  ASSERT_TRUE(now.ok()) << now.status();
  EXPECT_EQ(now->position, 1);
  EXPECT_EQ(now->movement.kind, core::MovementKind::kNoPrevious);
}

TEST(Annotations, ReachFromTheEarliestPeriodComparedWithToThisOne) {
  core::DatasetReference reference = Reference();
  reference.annotations = {On(Day(Month(2019, 12), 31)), On(Day(Month(2020, 1), 1)),
                           On(Day(Month(2018, 1), 1)), On(Day(Month(2017, 12), 31))};
  EXPECT_THAT(AnnotationsOf(Stand(reference, 2019)), ElementsAre("on-2018-01-01", "on-2019-12-31"));
}

TEST(Annotations, ReachAsFarAsTheHistoryThatIsAskedFor) {
  core::DatasetReference reference = Reference();
  reference.annotations = {On(Day(Month(2017, 1), 1))};
  EXPECT_THAT(AnnotationsOf(Stand(reference, 2019)), IsEmpty());
  EXPECT_THAT(AnnotationsOf(Stand(reference, 2019, 3)), ElementsAre("on-2017-01-01"));
}

TEST(Annotations, AreThoseOfTheGroup) {
  core::DatasetReference reference = Reference();
  reference.annotations = {On(Day(Month(2019, 5), 1)), On(Day(Month(2019, 6), 1))};
  reference.annotations[0].area_ids = {"b"};
  reference.annotations[1].area_ids = {"c"};
  EXPECT_THAT(AnnotationsOf(Stand(reference, 2019)), ElementsAre("on-2019-05-01"));
}

TEST(SeriesBreak, MarksTheComparisonAndLeavesTheMovement) {
  core::DatasetReference reference = Reference();
  reference.annotations = {On(Day(Month(2019, 4), 1), true)};
  const core::Standing standing = Stand(reference, 2019);
  EXPECT_EQ(standing.movement.kind, core::MovementKind::kUnchanged);
  EXPECT_THAT(BreaksOf(standing),
              ElementsAre("Figures before 1 April 2019 cannot be compared with later ones: It "
                          "changed. The comparison with the 12 months to December 2018 crosses "
                          "it. Source: The test."));
}

TEST(SeriesBreak, BeforeTheComparisonMarksNothing) {
  core::DatasetReference reference = Reference();
  reference.annotations = {On(Day(Month(2018, 12), 31), true)};
  EXPECT_THAT(BreaksOf(Stand(reference, 2019)), IsEmpty());
  EXPECT_THAT(AnnotationsOf(Stand(reference, 2019)), ElementsAre("on-2018-12-31"));
}

TEST(SeriesBreak, OfAnotherMeasureMarksNothing) {
  core::DatasetReference reference = Reference();
  reference.annotations = {On(Day(Month(2019, 4), 1), true)};
  reference.annotations[0].measure_ids = {"fraud"};
  EXPECT_THAT(BreaksOf(Stand(reference, 2019)), IsEmpty());
}

TEST(NextData, IsTheCalendarsEntryAfterThePeriod) {
  core::DatasetReference reference = Reference();
  reference.calendar = {{.date = Day(Month(2019, 4), 25), .period_end = Month(2018, 12)},
                        {.date = Day(Month(2020, 4), 23), .period_end = Month(2019, 12)}};
  EXPECT_EQ(Stand(reference, 2018).next_data->date, Day(Month(2020, 4), 23));
  EXPECT_EQ(Stand(reference, 2019).next_data, std::nullopt);
}

}  // namespace
}  // namespace peerage::ranking
