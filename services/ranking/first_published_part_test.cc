// What a period looked like when it was first published.
#include <gtest/gtest.h>

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

// Three forces of 1,000 people, by quarters.
core::DatasetReference Reference() {
  core::DatasetReference reference{.dataset_id = "test", .name = "Test"};
  for (const char* id : {"a", "b", "c"}) reference.areas.push_back({.id = id, .name = id});
  reference.series = {
      {.id = "all-crime", .name = "offences"},
      {.id = "population", .name = "population", .population = true, .source = "ONS"}};
  reference.measures = {testing::MakeRate()};
  reference.groups = {{.id = "three",
                       .name = "Three",
                       .member_ids = {"a", "b", "c"},
                       .default_for = {"a", "b", "c"},
                       .source = "the test"}};
  return reference;
}

core::SeriesRun Quarter(Month end, const std::vector<ForceFigure>& figures) {
  return {"all-crime", 3, {MakeScope(end, figures)}};
}

core::SeriesRun Population(int year, int64_t a, int64_t others) {
  return {"population", 12, {MakeScope(Month(year, 6), {{"a", a}, {"b", others}, {"c", others}})}};
}

// Four quarters to December 2018, a at 40, b at 80, c at 120: seqs 1 to 6.
SnapshotMaker Published() {
  SnapshotMaker maker;
  maker.Declare(Reference()).Store("test", {Population(2017, 1000, 1000)});
  for (int i = 3; i >= 0; --i) {
    maker.Store("test", {Quarter(Month(2018, 12) - 3 * i, {{"a", 10}, {"b", 20}, {"c", 30}})});
  }
  return maker;
}

core::Standing Stand(const SnapshotMaker& maker, const std::string& force,
                     std::optional<int64_t> as_of = std::nullopt,
                     const core::GroupChoice& choice = core::DefaultGroup{}) {
  const auto standing = GetStanding(
      maker.Make(),
      {.dataset_id = "test", .force_id = force, .choice = choice, .as_of = {.seq = as_of}},
      {.measure_id = kRate, .end = Month(2018, 12)});
  EXPECT_TRUE(standing.ok()) << standing.status();
  return standing.value_or(core::Standing{});
}

TEST(FirstPublished, IsNotSaidOfWhatWasReleasedOnce) {
  const core::Standing standing = Stand(Published(), "a");
  EXPECT_FALSE(standing.first_published || standing.position_as_first_published);
}

TEST(FirstPublished, OtherPeriodsAndSeriesDoNotMatter) {
  SnapshotMaker maker = Published();
  maker.Store("test", {Quarter(Month(2019, 3), {{"a", 10}, {"b", 20}, {"c", 30}})})
      .Store("test", {Population(2018, 2000, 2000)});
  EXPECT_FALSE(Stand(maker, "a").first_published);
}

TEST(FirstPublished, StandsBesideThePositionAsRevised) {
  SnapshotMaker maker = Published();
  maker.Store("test", {Quarter(Month(2018, 6), {{"a", 60}, {"b", 20}, {"c", 31}})});
  const core::Standing standing = Stand(maker, "a");
  EXPECT_EQ(standing.position, 2);
  EXPECT_EQ(standing.position_as_first_published, 1);
  ASSERT_TRUE(standing.first_published);
  EXPECT_EQ(standing.first_published->seq, 6);
  EXPECT_EQ(standing.first_published->known_on, "1970-01-07");
  EXPECT_EQ(standing.first_published->value.numerator_display, "40");
  EXPECT_EQ(standing.first_published->ranked_of, 3);
  EXPECT_EQ(standing.first_published->position_display, "1");
  EXPECT_EQ(standing.value.numerator_display, "90");
}

// A peer's revision moves nobody's own figure, and still is one.
TEST(FirstPublished, APeersRevisionCounts) {
  SnapshotMaker maker = Published();
  maker.Store("test", {Quarter(Month(2018, 6), {{"a", 10}, {"b", 0}, {"c", 30}})});
  const core::Standing standing = Stand(maker, "b");
  EXPECT_EQ(standing.position, 2);
  EXPECT_EQ(standing.position_as_first_published, 2);
  EXPECT_TRUE(Stand(maker, "a").first_published);
}

TEST(FirstPublished, TiesAreShownAsTheyWere) {
  SnapshotMaker maker;
  maker.Declare(Reference()).Store("test", {Population(2017, 1000, 1000)});
  for (int i = 3; i >= 0; --i) {
    maker.Store("test", {Quarter(Month(2018, 12) - 3 * i, {{"a", 10}, {"b", 10}, {"c", 30}})});
  }
  maker.Store("test", {Quarter(Month(2018, 12), {{"a", 11}, {"b", 10}, {"c", 30}})});
  EXPECT_EQ(Stand(maker, "a").first_published->position_display, "=1");
}

// The quarter was revised before its year was whole: nobody could ask before.
TEST(FirstPublished, IsWhenThePeriodCouldFirstBeAskedAbout) {
  SnapshotMaker maker;
  maker.Declare(Reference()).Store("test", {Population(2017, 1000, 1000)});
  for (const int quarter : {3, 6, 6, 9, 12}) {
    maker.Store("test", {Quarter(Month(2018, quarter), {{"a", 10}, {"b", 20}, {"c", 30}})});
  }
  EXPECT_FALSE(Stand(maker, "a").first_published);
}

TEST(FirstPublished, AMeasureDeclaredLaterWasPublishedThen) {
  SnapshotMaker maker = Published();
  maker.Store("test", {Quarter(Month(2018, 12), {{"a", 11}, {"b", 20}, {"c", 30}})});
  core::DatasetReference reference = Reference();
  core::Measure other = testing::MakeRate();
  other.id = "other";
  reference.measures.push_back(other);
  maker.Declare(reference);
  const auto standing = GetStanding(maker.Make(), {.dataset_id = "test", .force_id = "a"},
                                    {.measure_id = "other", .end = Month(2018, 12)});
  ASSERT_TRUE(standing.ok()) << standing.status();
  EXPECT_FALSE(standing->first_published);
  EXPECT_TRUE(Stand(maker, "a").first_published);
}

// The second version counts a series that was loaded long after the first was
// published.
TEST(FirstPublished, IsByTheDefinitionKnownThen) {
  SnapshotMaker maker = Published();
  core::DatasetReference reference = Reference();
  reference.series.push_back({.id = "fraud", .name = "offences"});
  reference.measures[0].numerator_series.push_back("fraud");
  maker.Declare(reference);
  for (int i = 3; i >= 0; --i) {
    maker.Store(
        "test",
        {{"fraud", 3, {MakeScope(Month(2018, 12) - 3 * i, {{"a", 20}, {"b", 0}, {"c", 0}})}}});
  }
  const core::Standing standing = Stand(maker, "a");
  EXPECT_EQ(standing.value.numerator_display, "120");
  ASSERT_TRUE(standing.first_published);
  EXPECT_EQ(standing.first_published->seq, 6);
  EXPECT_EQ(standing.first_published->value.numerator_display, "40");
  EXPECT_EQ(standing.position_as_first_published, 1);
}

// Nobody could ask while the first version was in force: its series came later.
TEST(FirstPublished, ADefinitionThatNobodyCouldAskByIsPassedOver) {
  SnapshotMaker maker;
  core::DatasetReference reference = Reference();
  reference.series.push_back({.id = "fraud", .name = "offences"});
  reference.measures[0].numerator_series = {"fraud"};
  maker.Declare(reference).Store("test", {Population(2017, 1000, 1000)}).Declare(Reference());
  for (int i = 3; i >= 0; --i) {
    maker.Store("test", {Quarter(Month(2018, 12) - 3 * i, {{"a", 10}, {"b", 20}, {"c", 30}})});
  }
  maker.Store("test", {Quarter(Month(2018, 6), {{"a", 60}, {"b", 20}, {"c", 31}})});
  EXPECT_EQ(Stand(maker, "a").first_published->seq, 7);
}

TEST(FirstPublished, ANewerPopulationIsARevision) {
  SnapshotMaker maker;
  maker.Declare(Reference()).Store("test", {Population(2016, 1000, 1000)});
  for (int i = 3; i >= 0; --i) {
    maker.Store("test", {Quarter(Month(2018, 12) - 3 * i, {{"a", 10}, {"b", 20}, {"c", 30}})});
  }
  EXPECT_FALSE(Stand(maker, "a").first_published);
  maker.Store("test", {Population(2017, 250, 1000)});
  const core::Standing standing = Stand(maker, "a");
  EXPECT_EQ(standing.position, 3);
  EXPECT_EQ(standing.position_as_first_published, 1);
}

TEST(FirstPublished, AnotherGroupIsARevision) {
  SnapshotMaker maker = Published();
  core::DatasetReference reference = Reference();
  reference.terms.notice = "Nothing of this bears on a position.";
  maker.Declare(reference);
  EXPECT_FALSE(Stand(maker, "c").first_published);
  reference.groups.front().member_ids = {"a", "c"};
  reference.groups.front().default_for = {"a", "c"};
  maker.Declare(reference);
  const core::Standing standing = Stand(maker, "c");
  EXPECT_EQ(standing.position, 2);
  EXPECT_EQ(standing.position_as_first_published, 3);
  EXPECT_EQ(standing.first_published->ranked_of, 3);
  // A list of forces is the same list at any time.
  EXPECT_FALSE(Stand(maker, "c", std::nullopt, std::vector<std::string>{"a", "c"}).first_published);
}

TEST(FirstPublished, WithoutAFigureThenThereWasNoPosition) {
  SnapshotMaker maker;
  maker.Declare(Reference()).Store("test", {Population(2017, 1000, 1000)});
  for (int i = 3; i >= 0; --i) {
    maker.Store("test",
                {Quarter(Month(2018, 12) - 3 * i, {{"a", std::nullopt}, {"b", 20}, {"c", 30}})});
  }
  for (int i = 3; i >= 0; --i) {
    maker.Store("test", {Quarter(Month(2018, 12) - 3 * i, {{"a", 5}, {"b", 20}, {"c", 30}})});
  }
  const core::Standing standing = Stand(maker, "a");
  EXPECT_EQ(standing.position, 1);
  EXPECT_FALSE(standing.position_as_first_published);
  EXPECT_EQ(standing.first_published->value.missing, core::MissingReason::kNotAvailable);
  EXPECT_EQ(standing.first_published->ranked_of, 2);
}

TEST(FirstPublished, AskedAsOfBeforeTheRevisionThereIsNone) {
  SnapshotMaker maker = Published();
  maker.Store("test", {Quarter(Month(2018, 6), {{"a", 60}, {"b", 20}, {"c", 31}})});
  EXPECT_FALSE(Stand(maker, "a", 6).first_published);
  EXPECT_EQ(Stand(maker, "a", 6).position, 1);
  EXPECT_TRUE(Stand(maker, "a", 7).first_published);
}

}  // namespace
}  // namespace peerage::ranking
