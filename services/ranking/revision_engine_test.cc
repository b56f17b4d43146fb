#include "services/ranking/revision_engine.h"

#include <gtest/gtest.h>

#include "tests/testing/measure_maker.h"
#include "tests/testing/snapshot_maker.h"

namespace peerage::ranking {
namespace {

using core::Month;
using testing::ForceFigure;
using testing::MakeScope;
using testing::SnapshotMaker;

core::DatasetReference Reference() {
  core::DatasetReference reference{.dataset_id = "test", .name = "Test"};
  for (const char* id : {"a", "b"}) reference.areas.push_back({.id = id, .name = id});
  reference.areas.push_back({.id = "wales", .name = "Wales", .kind = core::AreaKind::kNation});
  reference.series = {
      {.id = "all-crime", .name = "offences"},
      {.id = "population", .name = "population", .population = true, .source = "ONS"}};
  reference.measures = {testing::MakeRate()};
  return reference;
}

core::SeriesRun Year(int year, const std::vector<ForceFigure>& figures) {
  return {"all-crime", 12, {MakeScope(Month(year, 12), figures)}};
}

// 2017 once; 2018 first with b missing, then whole, then revised.
SnapshotMaker Revised() {
  SnapshotMaker maker;
  maker.Declare(Reference())
      .Store("test", {Year(2017, {{"a", 50}, {"b", 60}, {"wales", 70}})})
      .Store("test", {Year(2018, {{"a", 100}, {"b", std::nullopt}, {"wales", 200}})})
      .Store("test", {Year(2018, {{"a", 104}, {"b", 80}, {"wales", 300}})})
      .Store("test", {Year(2018, {{"a", 103}, {"b", 81}, {"wales", 300}})});
  return maker;
}

MeasureRevisions Ask(const SnapshotMaker& maker, RevisionsQuery query = {}) {
  query.dataset_id = "test";
  const auto revisions = ListRevisions(maker.Make(), query);
  EXPECT_TRUE(revisions.ok()) << revisions.status();
  return revisions.ok() ? revisions->measures.at(0) : MeasureRevisions{};
}

TEST(ListRevisions, ComparesTheFirstWithTheNewest) {
  const MeasureRevisions revisions = Ask(Revised());
  EXPECT_EQ(revisions.measure_id, "all-crime-offences");
  EXPECT_EQ(revisions.periods, 1);
  // b had no first figure, and a nation is no force.
  EXPECT_EQ(revisions.summary.compared, 1);
  EXPECT_EQ(revisions.summary.revised, 1);
  EXPECT_EQ(revisions.summary.largest_up->force_id, "a");
  EXPECT_EQ(revisions.summary.largest_up->percent, 3);
  EXPECT_FALSE(revisions.summary.largest_down);
}

TEST(ListRevisions, TheNewestIsThatOfTheSeqAskedFor) {
  EXPECT_EQ(Ask(Revised(), {.as_of = {.seq = 4}}).summary.largest_up->percent, 4);
  EXPECT_EQ(Ask(Revised(), {.as_of = {.seq = 3}}).periods, 0);
}

TEST(ListRevisions, OneForceAlone) {
  EXPECT_EQ(Ask(Revised(), {.force_id = "b"}).summary.compared, 0);
  EXPECT_EQ(Ask(Revised(), {.force_id = "b"}).periods, 1);
}

TEST(ListRevisions, UnknownNamesAreSaid) {
  const auto code = [](const RevisionsQuery& query) {
    return ListRevisions(Revised().Make(), query).status().code();
  };
  EXPECT_EQ(code({.dataset_id = "other"}), absl::StatusCode::kNotFound);
  EXPECT_EQ(code({.dataset_id = "test", .force_id = "wales"}), absl::StatusCode::kNotFound);
  EXPECT_EQ(code({.dataset_id = "test", .measure_ids = {"x"}}), absl::StatusCode::kNotFound);
  EXPECT_EQ(code({.dataset_id = "test", .as_of = {.seq = 9}}),
            absl::StatusCode::kFailedPrecondition);
}

// A window is revised by each of the periods that tile it.
TEST(ListRevisions, SumsAreComparedAsSums) {
  SnapshotMaker maker;
  maker.Declare(Reference());
  const auto quarter = [](Month end, int64_t a) {
    return core::SeriesRun{"all-crime", 3, {MakeScope(end, {{"a", a}, {"b", 1}})}};
  };
  for (int i = 4; i >= 0; --i) maker.Store("test", {quarter(Month(2019, 3) - 3 * i, 25)});
  maker.Store("test", {quarter(Month(2018, 6), 35)});
  const MeasureRevisions revisions = Ask(maker);
  EXPECT_EQ(revisions.periods, 2);
  EXPECT_EQ(revisions.summary.largest_up->first, 100);
  EXPECT_EQ(revisions.summary.largest_up->newest, 110);
  EXPECT_EQ(revisions.summary.largest_up->period.end, Month(2018, 12));
}

}  // namespace
}  // namespace peerage::ranking
