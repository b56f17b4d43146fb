// The awkward rows, each on a small dataset of its own.
#include "services/ranking/standing_engine.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "services/runtime/error.h"
#include "tests/testing/measure_maker.h"
#include "tests/testing/snapshot_maker.h"

namespace peerage::ranking {
namespace {

using core::Month;
using Ids = std::vector<std::string>;
using testing::ForceFigure;
using testing::MakeScope;
using testing::SnapshotMaker;

constexpr char kRate[] = "all-crime-offences";
constexpr char kSolved[] = "all-crime-solved-rate";

// Four forces that are each other's similar group, of 1,000 people each, with a
// fifth that stands outside.
core::DatasetReference Reference() {
  core::DatasetReference reference{.dataset_id = "test", .name = "Test", .built_in_groups = true};
  for (const char* id : {"a", "b", "c", "d", "city"}) {
    reference.areas.push_back({.id = id, .name = id, .region = "North"});
  }
  reference.areas.back().excluded_from_built_in_groups = true;
  reference.series = {
      {.id = "all-crime", .name = "offences"},
      {.id = "population", .name = "population", .population = true, .source = "ONS"},
      {.id = "all-crime-solved-rate.numerator", .name = "outcomes"},
      {.id = "all-crime-solved-rate.denominator", .name = "offences"}};
  core::Measure rate = testing::MakeRate();
  rate.frequency_months = 12;
  reference.measures = {rate, testing::MakeSolvedRate()};
  reference.groups = {{.id = "four",
                       .name = "Four",
                       .member_ids = {"a", "b", "c", "d"},
                       .default_for = {"a", "b", "c", "d"},
                       .source = "the test"}};
  return reference;
}

core::SeriesRun Year(const std::string& series, int year, const std::vector<ForceFigure>& figures) {
  return {series, 12, {MakeScope(Month(year, 12), figures)}};
}

core::SeriesRun Population(int year, int64_t each) {
  return {"population",
          12,
          {MakeScope(Month(year, 6),
                     {{"a", each}, {"b", each}, {"c", each}, {"d", each}, {"city", 10}})}};
}

SnapshotMaker Declared() {
  SnapshotMaker maker;
  maker.Declare(Reference()).Store("test", {Population(2017, 1000)});
  return maker;
}

Selection Of(const std::string& force) { return {.dataset_id = "test", .force_id = force}; }

core::Standing Stand(const SnapshotMaker& maker, const std::string& force, int year,
                     const char* measure = kRate, core::GroupChoice choice = core::DefaultGroup{}) {
  Selection selection = Of(force);
  selection.choice = std::move(choice);
  const auto standing =
      GetStanding(maker.Make(), selection, {.measure_id = measure, .end = Month(year, 12)});
  EXPECT_TRUE(standing.ok()) << standing.status();
  return standing.value_or(core::Standing{});
}

bool HasCaveat(const core::Standing& standing, core::CaveatKind kind) {
  return std::any_of(standing.caveats.begin(), standing.caveats.end(),
                     [kind](const core::Caveat& caveat) { return caveat.kind == kind; });
}

TEST(Standing, TiesShareAPositionAndSaySo) {
  SnapshotMaker maker = Declared();
  maker.Store("test", {Year("all-crime", 2019, {{"a", 20}, {"b", 20}, {"c", 10}, {"d", 30}})});
  const core::Standing standing = Stand(maker, "a", 2019);
  EXPECT_EQ(standing.position, 2);
  EXPECT_EQ(standing.position_display, "=2");
  EXPECT_EQ(standing.tied_with, Ids{"b"});
  EXPECT_EQ(Stand(maker, "d", 2019).position, 4);
}

TEST(Standing, AMissingMemberIsNamedAndThePositionIsOutOfTheRest) {
  SnapshotMaker maker = Declared();
  maker.Store("test",
              {Year("all-crime", 2019, {{"a", 20}, {"b", 25}, {"c", 10}, {"d", std::nullopt}})});
  const core::Standing standing = Stand(maker, "a", 2019);
  EXPECT_EQ(standing.position, 2);
  EXPECT_EQ(standing.ranked_of, 3);
  EXPECT_EQ(standing.top_quartile_position, 1);
  EXPECT_EQ(standing.missing_force_ids, Ids{"d"});
  EXPECT_TRUE(HasCaveat(standing, core::CaveatKind::kMemberMissing));
}

TEST(Standing, TooFewMembersIsAnAnswerWithoutAPosition) {
  SnapshotMaker maker = Declared();
  maker.Store("test", {Year("all-crime", 2019,
                            {{"a", 20}, {"b", 25}, {"c", std::nullopt}, {"d", std::nullopt}})});
  const core::Standing standing = Stand(maker, "a", 2019);
  EXPECT_EQ(standing.no_position, core::NoPosition::kGroupIncomplete);
  EXPECT_FALSE(standing.position || standing.group_average || standing.change_to_average);
  EXPECT_EQ(standing.value.number, 20);
  EXPECT_EQ(standing.missing_force_ids, (Ids{"c", "d"}));
}

TEST(Standing, WithoutAValueTheVerdictIsUnknown) {
  SnapshotMaker maker;
  core::DatasetReference reference = Reference();
  reference.aspirations = {
      {.force_id = "a", .measure_id = kRate, .target = core::RankAtLeast{2}, .text = "2nd in MSG"}};
  maker.Declare(reference).Store("test", {Population(2017, 1000)});
  maker.Store("test",
              {Year("all-crime", 2019, {{"a", std::nullopt}, {"b", 1}, {"c", 2}, {"d", 3}})});
  const core::Standing standing = Stand(maker, "a", 2019);
  EXPECT_EQ(standing.no_position, core::NoPosition::kSubjectMissing);
  EXPECT_EQ(standing.value.missing, core::MissingReason::kNotAvailable);
  EXPECT_EQ(standing.aspiration->verdict, core::Verdict::kUnknown);
}

TEST(Standing, TheExcludedForceHasItsValueAndNoPosition) {
  SnapshotMaker maker = Declared();
  maker.Store("test",
              {Year("all-crime", 2019, {{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}, {"city", 9}})});
  const core::Standing standing =
      Stand(maker, "city", 2019, kRate, std::string(core::kEnglandAndWales));
  EXPECT_EQ(standing.no_position, core::NoPosition::kExcluded);
  EXPECT_EQ(standing.value.number, 900);
  EXPECT_EQ(standing.group.excluded_ids, Ids{"city"});
  EXPECT_EQ(standing.ranked_of, 4);
}

TEST(Standing, ASolvedRateMayPassAHundredPerCent) {
  SnapshotMaker maker = Declared();
  maker.Store("test", {Year("all-crime-solved-rate.numerator", 2018,
                            {{"a", 454}, {"b", 10}, {"c", 10}, {"d", 10}}),
                       Year("all-crime-solved-rate.denominator", 2018,
                            {{"a", 442}, {"b", 100}, {"c", 100}, {"d", 100}})});
  const core::Standing standing = Stand(maker, "a", 2018, kSolved);
  EXPECT_EQ(standing.value.display, "102.71%");
  EXPECT_EQ(standing.position, 1);
}

TEST(Standing, AZeroDenominatorIsMissingWithItsReason) {
  SnapshotMaker maker = Declared();
  maker.Store("test", {Year("all-crime-solved-rate.numerator", 2018,
                            {{"a", 0}, {"b", 10}, {"c", 11}, {"d", 12}}),
                       Year("all-crime-solved-rate.denominator", 2018,
                            {{"a", 0}, {"b", 100}, {"c", 100}, {"d", 100}})});
  const core::Standing standing = Stand(maker, "a", 2018, kSolved);
  EXPECT_EQ(standing.value.missing, core::MissingReason::kZeroDenominator);
  EXPECT_EQ(Stand(maker, "b", 2018, kSolved).missing_force_ids, Ids{"a"});
}

TEST(Standing, ANegativeSumIsAValue) {
  SnapshotMaker maker = Declared();
  maker.Store("test", {Year("all-crime", 2019, {{"a", -1}, {"b", 0}, {"c", 1}, {"d", 2}})});
  const core::Standing standing = Stand(maker, "a", 2019);
  EXPECT_EQ(standing.position, 1);
  EXPECT_EQ(standing.value.display, "-1.00 per 1,000 pop.");
}

TEST(Standing, AChangedPopulationIsSaidWithTheValueRecomputed) {
  SnapshotMaker maker = Declared();
  maker.Store("test", {Population(2018, 2000)});
  maker.Store("test", {Year("all-crime", 2018, {{"a", 20}, {"b", 25}, {"c", 10}, {"d", 30}}),
                       Year("all-crime", 2019, {{"a", 20}, {"b", 25}, {"c", 10}, {"d", 30}})});
  const core::Standing standing = Stand(maker, "a", 2019);
  EXPECT_EQ(standing.method.population_vintage, "ONS mid-2018");
  EXPECT_EQ(standing.movement.previous_value->display, "20.00 per 1,000 pop.");
  EXPECT_EQ(standing.movement.previous_value_on_present_population->display,
            "10.00 per 1,000 pop.");
  EXPECT_EQ(standing.movement.value_change, 0);
  EXPECT_EQ(standing.change_on_year->percent, 0);
  EXPECT_TRUE(HasCaveat(standing, core::CaveatKind::kPopulationChanged));
}

TEST(Standing, OwnFreshFiguresAreShownBesideAndNeverRanked) {
  SnapshotMaker maker = Declared();
  maker.Store("test",
              {Year("all-crime", 2018, {{"a", 20}, {"b", 25}, {"c", 10}, {"d", 30}}),
               Year("all-crime", 2019,
                    {{"a", 40}, {"b", std::nullopt}, {"c", std::nullopt}, {"d", std::nullopt}})});
  const auto paper = ListStandings(maker.Make(), Of("a"),
                                   {.reporting_month = Month(2019, 12), .measure_ids = {kRate}});
  ASSERT_TRUE(paper.ok()) << paper.status();
  const core::Standing& standing = paper->standings.front();
  EXPECT_EQ(standing.period.end, Month(2018, 12));
  EXPECT_EQ(standing.position, 2);
  ASSERT_TRUE(standing.own_latest);
  EXPECT_EQ(standing.own_latest->period.end, Month(2019, 12));
  EXPECT_EQ(standing.own_latest->change_display, "100.0%");
  EXPECT_EQ(standing.movement.kind, core::MovementKind::kNoNewData);
}

TEST(Standing, TheStateOfKnowledgeIsTheCallersChoice) {
  SnapshotMaker maker = Declared();
  maker.Store("test", {Year("all-crime", 2019, {{"a", 20}, {"b", 25}, {"c", 10}, {"d", 30}})});
  const int64_t first = maker.Make()->seq;
  maker.Store("test", {Year("all-crime", 2019, {{"a", 50}, {"b", 25}, {"c", 10}, {"d", 30}})});
  Selection then = Of("a");
  then.as_of.seq = first;
  const StandingQuery query{.measure_id = kRate, .end = Month(2019, 12)};
  EXPECT_EQ(GetStanding(maker.Make(), then, query)->position, 2);
  EXPECT_EQ(GetStanding(maker.Make(), then, query)->seq, first);
  EXPECT_EQ(GetStanding(maker.Make(), Of("a"), query)->position, 4);
}

TEST(Standing, AnotherDefinitionIsAnotherFormulaAndNotComparable) {
  core::DatasetReference reference = Reference();
  reference.series.push_back({.id = "fraud", .name = "offences"});
  core::Measure with_fraud = reference.measures[0];
  with_fraud.numerator_series = {"all-crime", "fraud"};
  with_fraud.definition_version = 2;
  with_fraud.valid_from = Month(2019, 1);
  reference.measures.push_back(with_fraud);
  SnapshotMaker maker;
  maker.Declare(reference).Store("test", {Population(2017, 1000)});
  maker.Store("test", {Year("all-crime", 2018, {{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}}),
                       Year("all-crime", 2019, {{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}}),
                       Year("fraud", 2019, {{"a", 9}, {"b", 0}, {"c", 0}, {"d", 0}})});
  const core::Standing standing = Stand(maker, "a", 2019);
  EXPECT_EQ(standing.value.numerator, 10);
  EXPECT_EQ(standing.position, 4);
  EXPECT_EQ(standing.movement.kind, core::MovementKind::kNotComparable);
  EXPECT_EQ(standing.movement.reason, core::NotComparableReason::kDefinitionDiffers);
  EXPECT_FALSE(standing.change_on_year || standing.movement.value_change);
}

TEST(Standing, HistoryKeepsItsGaps) {
  SnapshotMaker maker = Declared();
  maker.Store("test", {Population(2014, 1000)});
  maker.Store("test", {Year("all-crime", 2017, {{"a", 9}, {"b", 2}, {"c", 3}, {"d", 4}}),
                       Year("all-crime", 2019, {{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}})});
  const auto positions = ListPositions(
      maker.Make(), Of("a"), {.measure_id = kRate, .end = Month(2019, 12), .history_points = 3});
  ASSERT_TRUE(positions.ok()) << positions.status();
  ASSERT_EQ(positions->points.size(), 3);
  EXPECT_EQ(positions->points[0].position, 4);
  EXPECT_EQ(positions->points[1].position, std::nullopt);
  EXPECT_EQ(positions->points[2].position, 1);
}

TEST(Standing, APaperIsNotComparedWithALaterOne) {
  SnapshotMaker maker = Declared();
  maker.Store("test", {Year("all-crime", 2018, {{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}}),
                       Year("all-crime", 2019, {{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}})});
  maker.Store("test", {Population(2016, 1000)});
  const auto backwards =
      GetStanding(maker.Make(), Of("a"),
                  {.measure_id = kRate, .end = Month(2018, 12), .compare_with = Month(2019, 12)});
  EXPECT_TRUE(absl::IsInvalidArgument(backwards.status()));
}

TEST(Standing, AMemberThatWentMissingMakesThePositionsNotComparable) {
  SnapshotMaker maker = Declared();
  maker.Store("test",
              {Year("all-crime", 2018, {{"a", 3}, {"b", 1}, {"c", 2}, {"d", 4}}),
               Year("all-crime", 2019, {{"a", 3}, {"b", std::nullopt}, {"c", 2}, {"d", 4}})});
  maker.Store("test", {Population(2016, 1000)});
  const core::Movement movement = Stand(maker, "a", 2019).movement;
  EXPECT_EQ(movement.reason, core::NotComparableReason::kRankedOfDiffers);
  EXPECT_EQ(movement.previous_position, 3);
  EXPECT_EQ(movement.previous_position_in_present_group, 2) << "among a, c and d";
  EXPECT_FALSE(movement.position_change);
}

TEST(Standing, APlaceInTheMsgIsJudgedInASimilarGroupAlone) {
  core::DatasetReference reference = Reference();
  reference.aspirations = {
      {.force_id = "a", .measure_id = kRate, .target = core::RankAtLeast{4}, .text = "4th in MSG"}};
  SnapshotMaker maker;
  maker.Declare(reference).Store("test", {Population(2017, 1000)});
  maker.Store("test", {Year("all-crime", 2019, {{"a", 4}, {"b", 1}, {"c", 2}, {"d", 3}})});
  const auto verdict = [&](core::GroupChoice choice) {
    return Stand(maker, "a", 2019, kRate, std::move(choice)).aspiration->verdict;
  };
  EXPECT_EQ(verdict(core::DefaultGroup{}), core::Verdict::kMet);
  EXPECT_EQ(verdict(Ids{"b", "c"}), core::Verdict::kUnknown);
  EXPECT_EQ(verdict(std::string(core::kEnglandAndWales)), core::Verdict::kUnknown);
}

// Of a's aspiration when it has `now` offences a thousand residents after 20 in
// 2018, among three of 30.
core::Verdict VerdictOn(core::Target target, int64_t now) {
  core::DatasetReference reference = Reference();
  reference.aspirations = {
      {.force_id = "a", .measure_id = kRate, .target = std::move(target), .text = "as said"}};
  SnapshotMaker maker;
  maker.Declare(reference).Store("test", {Population(2016, 1000)});
  maker.Store("test", {Year("all-crime", 2018, {{"a", 20}, {"b", 30}, {"c", 30}, {"d", 30}}),
                       Year("all-crime", 2019, {{"a", now}, {"b", 30}, {"c", 30}, {"d", 30}})});
  return Stand(maker, "a", 2019).aspiration->verdict;
}

TEST(Aspiration, AValueIsExceededMetOrMissed) {
  EXPECT_EQ(VerdictOn(core::ValueAtLeast{15}, 14), core::Verdict::kExceeded);
  EXPECT_EQ(VerdictOn(core::ValueAtLeast{15}, 15), core::Verdict::kMet);
  EXPECT_EQ(VerdictOn(core::ValueAtLeast{15}, 16), core::Verdict::kBelow);
}

TEST(Aspiration, AChangeSinceABaselineIsExceededMetOrMissed) {
  const core::ChangeFromBaseline tenth_less{-10, Month(2018, 12)};
  EXPECT_EQ(VerdictOn(tenth_less, 17), core::Verdict::kExceeded);
  EXPECT_EQ(VerdictOn(tenth_less, 18), core::Verdict::kMet);
  EXPECT_EQ(VerdictOn(tenth_less, 19), core::Verdict::kBelow);
}

TEST(Aspiration, AChangeSinceABaselineThatIsNotLoadedIsUnknown) {
  EXPECT_EQ(VerdictOn(core::ChangeFromBaseline{-10, Month(2014, 12)}, 17), core::Verdict::kUnknown);
}

TEST(Aspiration, ANationalPlaceIsExceededMetOrMissed) {
  EXPECT_EQ(VerdictOn(core::NationalRankAtLeast{2}, 20), core::Verdict::kExceeded);
  EXPECT_EQ(VerdictOn(core::NationalRankAtLeast{1}, 20), core::Verdict::kMet);
  EXPECT_EQ(VerdictOn(core::NationalRankAtLeast{3}, 40), core::Verdict::kBelow);
}

TEST(Aspiration, TheBestTheQuartileAndTheHalfAreJudged) {
  EXPECT_EQ(VerdictOn(core::Best{}, 20), core::Verdict::kMet);
  EXPECT_EQ(VerdictOn(core::UpperQuartile{}, 40), core::Verdict::kBelow);
  EXPECT_EQ(VerdictOn(core::TopHalf{}, 20), core::Verdict::kExceeded);
  EXPECT_EQ(VerdictOn(core::AtAverage{}, 30), core::Verdict::kMet);
}

TEST(Aspiration, NoneIsNotMissed) {
  EXPECT_EQ(VerdictOn(core::NoAspiration{"Small numbers"}, 40), core::Verdict::kNotApplicable);
}

TEST(Standing, BeforeAnyFigureThereIsNothingToAnswerAbout) {
  SnapshotMaker maker;
  maker.Declare(Reference());
  const auto standing = GetStanding(maker.Make(), Of("a"), {.measure_id = kRate});
  EXPECT_TRUE(absl::IsFailedPrecondition(standing.status()));
  EXPECT_EQ(standing.status().message().find("January"), absl::string_view::npos);
}

TEST(LeagueTable, ListsTheSubjectsGroupBestFirst) {
  SnapshotMaker maker = Declared();
  maker.Store("test", {Year("all-crime", 2018, {{"a", 20}, {"b", 10}, {"c", 10}, {"d", 30}}),
                       Year("all-crime", 2019, {{"a", 20}, {"b", 25}, {"c", 10}, {"d", 20}})});
  const StandingQuery query{.measure_id = kRate, .end = Month(2019, 12)};
  const auto order = [&](LeagueTableBasis basis) {
    Ids ids;
    const auto table = GetLeagueTable(maker.Make(), Of("a"), query, basis);
    for (const core::Standing& row : table->standings) ids.push_back(row.force_id);
    return ids;
  };
  EXPECT_EQ(order(LeagueTableBasis::kValue), (Ids{"c", "a", "d", "b"}));
  EXPECT_EQ(order(LeagueTableBasis::kChange), (Ids{"d", "a", "c", "b"}));
}

TEST(LeagueTable, EndsWithAnExcludedSubject) {
  SnapshotMaker maker = Declared();
  maker.Store("test",
              {Year("all-crime", 2019, {{"a", 4}, {"b", 1}, {"c", 2}, {"d", 3}, {"city", 9}})});
  Selection city = Of("city");
  city.choice = std::string(core::kEnglandAndWales);
  const auto table = GetLeagueTable(
      maker.Make(), city, {.measure_id = kRate, .end = Month(2019, 12)}, LeagueTableBasis::kValue);
  ASSERT_TRUE(table.ok()) << table.status();
  ASSERT_EQ(table->standings.size(), 5);
  EXPECT_EQ(table->standings.back().force_id, "city");
  EXPECT_EQ(table->standings.back().no_position, core::NoPosition::kExcluded);
}

// What is asked for and not there is an error that says what to do.
TEST(Standing, WhatIsNotThereIsNamed) {
  SnapshotMaker maker = Declared();
  maker.Store("test", {Year("all-crime", 2019, {{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}})});
  const auto ask = [&](const Selection& selection, const StandingQuery& query) {
    return GetStanding(maker.Make(), selection, query).status();
  };
  const StandingQuery good{.measure_id = kRate, .end = Month(2019, 12)};
  EXPECT_TRUE(absl::IsNotFound(ask({.dataset_id = "no", .force_id = "a"}, good)));
  EXPECT_TRUE(absl::IsNotFound(ask(Of("nobody"), good)));
  EXPECT_TRUE(absl::IsNotFound(ask(Of("a"), {.measure_id = "nothing"})));
  EXPECT_TRUE(absl::IsFailedPrecondition(ask(Of("city"), good))) << "no default group";
  EXPECT_TRUE(
      absl::IsFailedPrecondition(ask(Of("a"), {.measure_id = kRate, .end = Month(2020, 12)})));
  EXPECT_TRUE(absl::IsFailedPrecondition(ask(Of("a"), {.measure_id = kSolved})));
  EXPECT_TRUE(absl::IsInvalidArgument(
      ask(Of("a"), {.measure_id = kRate, .end = Month(2019, 12), .months = 3})));
  EXPECT_TRUE(absl::IsFailedPrecondition(
      ask(Of("a"), {.measure_id = kRate, .end = Month(2019, 12), .compare_with = Month(2018, 12)})))
      << "nothing of 2018 is loaded";
}

}  // namespace
}  // namespace peerage::ranking
