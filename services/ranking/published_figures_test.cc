// Figures as a source first published them: populations by period, printed
// values, nations beside the forces.
#include <gtest/gtest.h>

#include <algorithm>

#include "services/ranking/standing_engine.h"
#include "tests/testing/measure_maker.h"
#include "tests/testing/snapshot_maker.h"

namespace peerage::ranking {
namespace {

using core::Month;
using testing::ForceFigure;
using testing::MakeScope;
using testing::SnapshotMaker;

constexpr char kRate[] = "all-crime-offences";
constexpr Month kNow(2019, 12);
constexpr Month kBefore(2018, 12);

core::DatasetReference Reference() {
  core::DatasetReference reference{.dataset_id = "test", .name = "Test", .built_in_groups = true};
  for (const char* id : {"a", "b", "c"}) {
    reference.areas.push_back({.id = id, .name = id});
  }
  reference.areas.push_back({.id = "wales", .name = "Wales", .kind = core::AreaKind::kNation});
  reference.series = {{.id = "all-crime", .name = "offences"},
                      {.id = "all-crime.printed", .name = "rate", .decimals = 9, .source = "ONS"},
                      {.id = "population",
                       .name = "population",
                       .population = true,
                       .source = "ONS",
                       .population_by_period = true}};
  core::Measure rate = testing::MakeRate();
  rate.printed_series = "all-crime.printed";
  reference.measures = {rate};
  reference.groups = {{.id = "three",
                       .name = "Three",
                       .member_ids = {"a", "b", "c"},
                       .default_for = {"a", "b", "c"},
                       .source = "the test"}};
  return reference;
}

core::SeriesRun Figures(const std::string& series, Month end,
                        const std::vector<ForceFigure>& figures, int months = 12) {
  return {series, months, {MakeScope(end, figures)}};
}

// Two editions; in the second, c is missing and the residents have doubled.
SnapshotMaker TwoEditions() {
  SnapshotMaker maker;
  maker.Declare(Reference());
  maker.Store(
      "test",
      {Figures("all-crime", kBefore, {{"a", 20}, {"b", 10}, {"c", 40}, {"wales", 70}}),
       Figures("all-crime.printed", kBefore, {{"a", 20'004'000'000}}),
       Figures("population", kBefore, {{"a", 1000}, {"b", 1000}, {"c", 1000}, {"wales", 3000}})});
  maker.Store("test", {Figures("all-crime", kNow, {{"a", 30}, {"b", 10}, {"c", {}}, {"wales", 40}}),
                       Figures("all-crime.printed", kNow, {{"a", 15'004'400'000}, {"b", {}}}),
                       Figures("population", kNow,
                               {{"a", 2000}, {"b", 2000}, {"c", {}}, {"wales", 4000}})});
  return maker;
}

core::Standing Stand(const SnapshotMaker& maker, const std::string& subject, Month end,
                     core::GroupChoice choice = core::DefaultGroup{}) {
  const auto standing = GetStanding(
      maker.Make(), {.dataset_id = "test", .force_id = subject, .choice = std::move(choice)},
      {.measure_id = kRate, .end = end, .history_points = 5});
  EXPECT_TRUE(standing.ok()) << standing.status();
  return standing.value_or(core::Standing{});
}

TEST(PopulationByPeriod, APeriodDividesByItsOwnThoughAForceIsMissing) {
  const core::Standing standing = Stand(TwoEditions(), "a", kNow);
  EXPECT_EQ(standing.value.display, "15.00 per 1,000 pop.");
  EXPECT_EQ(standing.value.denominator_name, "ONS mid-2018");
  EXPECT_EQ(standing.method.population_vintage, "ONS mid-2018");
  EXPECT_EQ(standing.ranked_of, 2);
  EXPECT_EQ(standing.missing_force_ids, std::vector<std::string>{"c"});
}

TEST(PopulationByPeriod, AnotherMidYearIsSaidWithTheValueRecomputed) {
  const core::Standing standing = Stand(TwoEditions(), "a", kNow);
  const core::Movement& movement = standing.movement;
  EXPECT_EQ(movement.previous_value->display, "20.00 per 1,000 pop.");
  EXPECT_EQ(movement.previous_value->denominator_name, "ONS mid-2017");
  EXPECT_EQ(movement.previous_value_on_present_population->display, "10.00 per 1,000 pop.");
  EXPECT_EQ(movement.value_change, 5);
  EXPECT_EQ(standing.change_on_year->percent, 50);
}

TEST(PopulationByPeriod, APeriodWithoutOneHasNoValue) {
  SnapshotMaker maker;
  maker.Declare(Reference());
  maker.Store("test", {Figures("all-crime", kNow, {{"a", 1}, {"b", 2}, {"c", 3}})});
  EXPECT_EQ(Stand(maker, "a", kNow).value.missing, core::MissingReason::kNoPopulation);
}

TEST(PrintedValue, StandsBesideTheValue) {
  const core::Standing standing = Stand(TwoEditions(), "a", kNow);
  EXPECT_EQ(standing.value.printed_value, 15.0044);
  EXPECT_EQ(standing.value.printed_display, "ONS prints 15.004");
  EXPECT_EQ(standing.value.number, 15);
  EXPECT_EQ(standing.movement.previous_value->printed_display, "ONS prints 20.004");
  EXPECT_EQ(standing.history.back().value.printed_value, 15.0044);
}

TEST(PrintedValue, IsUnsetWhereNothingIsPrinted) {
  for (const char* force : {"b", "c"}) {
    const core::Value value = Stand(TwoEditions(), force, kNow).value;
    EXPECT_FALSE(value.printed_value) << force;
    EXPECT_EQ(value.printed_display, "");
  }
}

TEST(PrintedValue, IsOfExactlyItsForceAndPopulation) {
  const core::Standing standing = Stand(TwoEditions(), "a", kNow);
  EXPECT_FALSE(standing.movement.previous_value_on_present_population->printed_value);
  EXPECT_FALSE(standing.national->value.printed_value);
}

TEST(PrintedValue, IsNeverMadeFromShorterPeriods) {
  SnapshotMaker maker;
  maker.Declare(Reference());
  for (const int back : {9, 6, 3, 0}) {
    maker.Store("test", {Figures("all-crime", kNow - back, {{"a", 5}, {"b", 6}, {"c", 7}}, 3),
                         Figures("all-crime.printed", kNow - back, {{"a", 5'000'000'000}}, 3)});
  }
  maker.Store("test", {Figures("population", kNow, {{"a", 1000}, {"b", 1000}, {"c", 1000}})});
  const core::Standing standing = Stand(maker, "a", kNow);
  EXPECT_EQ(standing.value.number, 20);
  EXPECT_FALSE(standing.value.printed_value);
}

TEST(Nation, HasItsValueAndNoPosition) {
  const core::Standing standing =
      Stand(TwoEditions(), "wales", kNow, std::string(core::kEnglandAndWales));
  EXPECT_EQ(standing.value.display, "10.00 per 1,000 pop.");
  EXPECT_EQ(standing.no_position, core::NoPosition::kExcluded);
  EXPECT_FALSE(standing.position || standing.group_average || standing.change_to_average);
}

TEST(Nation, IsComparedWithNothing) {
  const core::Standing standing =
      Stand(TwoEditions(), "wales", kNow, std::string(core::kEnglandAndWales));
  EXPECT_EQ(standing.movement.kind, core::MovementKind::kNoPrevious);
  EXPECT_FALSE(standing.change_on_year);
}

TEST(Nation, TakesNoPartInWhatTheForcesGet) {
  const core::Standing standing =
      Stand(TwoEditions(), "a", kBefore, std::string(core::kEnglandAndWales));
  EXPECT_EQ(standing.ranked_of, 3);
  EXPECT_EQ(standing.group.excluded_ids, std::vector<std::string>{});
  EXPECT_EQ(standing.national->value.numerator, 70) << "20 + 10 + 40";
}

TEST(Nation, OtherAreasAreNoSubjects) {
  core::DatasetReference reference = Reference();
  reference.areas.push_back({.id = "north", .name = "North", .kind = core::AreaKind::kRegion});
  SnapshotMaker maker;
  maker.Declare(reference);
  const auto standing =
      GetStanding(maker.Make(), {.dataset_id = "test", .force_id = "north"}, {.measure_id = kRate});
  EXPECT_TRUE(absl::IsNotFound(standing.status()));
}

}  // namespace
}  // namespace peerage::ranking
