#include "services/ranking/catalog_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/testing/measure_maker.h"
#include "tests/testing/snapshot_maker.h"

namespace peerage::ranking {
namespace {

using core::Day;
using core::Month;
using ::testing::ElementsAre;
using Ids = std::vector<std::string>;

constexpr char kRate[] = "all-crime-offences";
constexpr char kSolved[] = "all-crime-solved-rate";

core::DatasetReference Reference() {
  core::DatasetReference reference{.dataset_id = "test", .name = "Test", .built_in_groups = true};
  for (const char* id : {"a", "b", "c"}) {
    reference.areas.push_back({.id = id, .name = id});
  }
  reference.areas[2].valid_from = Month(2020, 1);
  reference.series = {{.id = "all-crime", .name = "offences"},
                      {.id = "population", .name = "p", .population = true, .source = "ONS"},
                      {.id = "all-crime-solved-rate.numerator", .name = "outcomes"},
                      {.id = "all-crime-solved-rate.denominator", .name = "offences"}};
  reference.measures = {testing::MakeRate(), testing::MakeSolvedRate()};
  reference.annotations = {{.id = "later", .date = Day(Month(2020, 3), 23), .measure_ids = {kRate}},
                           {.id = "of-b", .date = Day(Month(2019, 7), 1), .area_ids = {"b"}},
                           {.id = "of-all", .date = Day(Month(2017, 4), 1)}};
  reference.events = {{.id = "second", .date = Day(Month(2019, 10), 23), .force_id = "a"},
                      {.id = "first", .date = Day(Month(2018, 1), 1), .force_id = "b"}};
  reference.calendar = {
      {.date = Day(Month(2020, 7), 17), .period_end = Month(2020, 3), .title = "all"},
      {.date = Day(Month(2020, 4), 23),
       .period_end = Month(2019, 12),
       .measure_ids = {kSolved},
       .title = "solved"}};
  return reference;
}

class CatalogEngineTest : public ::testing::Test {
 protected:
  CatalogEngineTest() {
    maker_.Declare(Reference())
        .Store("test",
               {{"all-crime", 12, {testing::MakeScope(Month(2019, 12), {{"a", 1}, {"b", 2}})}}});
  }
  DatasetView View() { return *DatasetView::Open(maker_.Make(), 2, "test"); }

  template <class T>
  static Ids IdsOf(const absl::StatusOr<std::vector<T>>& facts) {
    Ids ids;
    EXPECT_TRUE(facts.ok()) << facts.status();
    for (const T& fact : *facts) ids.push_back(fact.id);
    return ids;
  }
  Ids Titles(const std::string& measure, std::optional<Day> from = std::nullopt) {
    Ids titles;
    const auto entries = ListCalendar(View(), measure, from);
    EXPECT_TRUE(entries.ok()) << entries.status();
    for (const auto& entry : *entries) titles.push_back(entry.title);
    return titles;
  }

  testing::SnapshotMaker maker_;
};

TEST_F(CatalogEngineTest, AnnotationsAreListedOldestFirst) {
  EXPECT_THAT(IdsOf(ListAnnotations(View(), "", "")), ElementsAre("of-all", "of-b", "later"));
}

TEST_F(CatalogEngineTest, AnnotationsOfAForceOrMeasureAreThoseAboutItOrAboutAll) {
  EXPECT_THAT(IdsOf(ListAnnotations(View(), "a", "")), ElementsAre("of-all", "later"));
  EXPECT_THAT(IdsOf(ListAnnotations(View(), "b", kSolved)), ElementsAre("of-all", "of-b"));
}

TEST_F(CatalogEngineTest, EventsAreListedOldestFirst) {
  EXPECT_THAT(IdsOf(ListEvents(View(), "")), ElementsAre("first", "second"));
  EXPECT_THAT(IdsOf(ListEvents(View(), "a")), ElementsAre("second"));
}

TEST_F(CatalogEngineTest, TheCalendarIsListedSoonestFirst) {
  EXPECT_THAT(Titles(""), ElementsAre("solved", "all"));
  EXPECT_THAT(Titles(kRate), ElementsAre("all"));
  EXPECT_THAT(Titles("", Day(Month(2020, 4), 24)), ElementsAre("all"));
  EXPECT_THAT(Titles("", Day(Month(2020, 4), 23)), ElementsAre("solved", "all"));
}

TEST_F(CatalogEngineTest, UnknownForcesAndMeasuresAreNotFound) {
  EXPECT_TRUE(absl::IsNotFound(ListAnnotations(View(), "narnia", "").status()));
  EXPECT_TRUE(absl::IsNotFound(ListAnnotations(View(), "", "fraud").status()));
  EXPECT_TRUE(absl::IsNotFound(ListEvents(View(), "narnia").status()));
  EXPECT_TRUE(absl::IsNotFound(ListCalendar(View(), "fraud", std::nullopt).status()));
}

TEST_F(CatalogEngineTest, BuiltInGroupsAreThoseOfTheNewestMonth) {
  EXPECT_EQ(ListGroups(View(), "")->front().member_ids, (Ids{"a", "b"}));
}

}  // namespace
}  // namespace peerage::ranking
