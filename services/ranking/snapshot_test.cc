#include "services/ranking/snapshot.h"

#include <gtest/gtest.h>

#include "services/ranking/snapshot_fold.h"
#include "tests/testing/measure_maker.h"
#include "tests/testing/snapshot_maker.h"

namespace peerage::ranking {
namespace {

using core::Month;
using testing::MakeScope;
using testing::SnapshotMaker;

core::DatasetReference Reference() {
  core::DatasetReference reference{.dataset_id = "test"};
  reference.areas = {{.id = "a", .name = "A"}, {.id = "b", .name = "B"}};
  reference.series = {
      {.id = "all-crime", .name = "offences"},
      {.id = "population", .name = "population", .population = true, .source = "ONS"}};
  reference.measures = {testing::MakeRate()};
  return reference;
}

core::SeriesRun Quarter(Month end, int64_t a, int64_t b) {
  return {"all-crime", 3, {MakeScope(end, {{"a", a}, {"b", b}})}};
}

SnapshotMaker FourQuarters() {
  SnapshotMaker maker;
  maker.Declare(Reference());
  for (int quarter = 0; quarter < 4; ++quarter) {
    maker.Store("test", {Quarter(Month(2019, 3) + 3 * quarter, 10 + quarter, 1)});
  }
  return maker;
}

const SeriesTable& Rolling(const Snapshot& snapshot) {
  return *snapshot.datasets.at("test")->rolling.at({"all-crime", 12});
}

TEST(Fold, FourQuartersMakeAYear) {
  const auto snapshot = FourQuarters().Make();
  const Plane* year = Rolling(*snapshot).Find(Month(2019, 12), snapshot->seq);
  ASSERT_NE(year, nullptr);
  EXPECT_EQ(year->at(0).value, 10 + 11 + 12 + 13);
  EXPECT_EQ(year->at(1).value, 4);
  EXPECT_EQ(Rolling(*snapshot).PeriodEnds(snapshot->seq).size(), 1);
}

TEST(Fold, ACorrectionChangesOnlyWhatComesAfterIt) {
  SnapshotMaker maker = FourQuarters();
  const int64_t before = maker.Make()->seq;
  maker.Store("test", {Quarter(Month(2019, 6), 111, 1)});
  const auto snapshot = maker.Make();
  EXPECT_EQ(Rolling(*snapshot).Find(Month(2019, 12), before)->at(0).value, 46);
  EXPECT_EQ(Rolling(*snapshot).Find(Month(2019, 12), snapshot->seq)->at(0).value, 146);
}

TEST(Fold, DeclarationsMayComeAfterTheFigures) {
  SnapshotMaker maker;
  for (int quarter = 0; quarter < 4; ++quarter) {
    maker.Store("test", {Quarter(Month(2019, 3) + 3 * quarter, 1, 1)});
  }
  maker.Declare(Reference());
  const auto snapshot = maker.Make();
  EXPECT_EQ(Rolling(*snapshot).Find(Month(2019, 12), snapshot->seq)->at(0).value, 4);
  EXPECT_EQ(snapshot->datasets.at("test")->ReferenceAt(4), nullptr);
}

TEST(Fold, AMeasureThatLeftAndCameBackHasTodaysSums) {
  SnapshotMaker maker = FourQuarters();
  core::DatasetReference without = Reference();
  without.measures.clear();
  maker.Declare(without);
  maker.Store("test", {Quarter(Month(2019, 6), 111, 1)});
  maker.Declare(Reference());
  const auto snapshot = maker.Make();
  EXPECT_EQ(Rolling(*snapshot).Find(Month(2019, 12), snapshot->seq)->at(0).value, 146);
}

TEST(Fold, AMeasureThatCameBackToTheSameFiguresWasNotReleasedAgain) {
  SnapshotMaker maker = FourQuarters();
  const int64_t before = maker.Make()->seq;
  core::DatasetReference without = Reference();
  without.measures.clear();
  maker.Declare(without).Declare(Reference());
  const auto snapshot = maker.Make();
  const SeriesTable& sums = Rolling(*snapshot);
  EXPECT_EQ(sums.Find(Month(2019, 12), snapshot->seq), sums.Find(Month(2019, 12), before));
}

// The release bears on the year, though the year counts as many as before.
TEST(Fold, RevisionsThatCancelOutAreAVersionMore) {
  SnapshotMaker maker = FourQuarters();
  const int64_t before = maker.Make()->seq;
  maker.Store("test", {{"all-crime",
                        3,
                        {MakeScope(Month(2019, 6), {{"a", 12}, {"b", 1}}),
                         MakeScope(Month(2019, 9), {{"a", 11}, {"b", 1}})}}});
  const auto snapshot = maker.Make();
  const SeriesTable& sums = Rolling(*snapshot);
  EXPECT_NE(sums.Find(Month(2019, 12), snapshot->seq), sums.Find(Month(2019, 12), before));
}

TEST(Fold, AMissingQuarterMakesTheYearMissing) {
  SnapshotMaker maker = FourQuarters();
  core::SeriesRun gap{"all-crime", 3, {MakeScope(Month(2019, 9), {{"a", std::nullopt}, {"b", 1}})}};
  maker.Store("test", {gap});
  const auto snapshot = maker.Make();
  const Plane* year = Rolling(*snapshot).Find(Month(2019, 12), snapshot->seq);
  EXPECT_EQ(year->at(0).status, core::ObservationStatus::kMissing);
  EXPECT_EQ(year->at(1).value, 4);
}

TEST(Fold, RefusesAReleaseOutOfOrder) {
  EXPECT_EQ(Fold(Snapshot(), {.seq = 2, .dataset_id = "test"}).status().code(),
            absl::StatusCode::kInternal);
}

TEST(Fold, RefusesAnotherPeriodLength) {
  const auto before = FourQuarters().Make();
  core::SeriesRun year{"all-crime", 12, {MakeScope(Month(2020, 12), {{"a", 1}})}};
  const IncomingRelease release{
      .seq = before->seq + 1, .dataset_id = "test", .runs = testing::MakeIncoming({year})};
  EXPECT_EQ(Fold(*before, release).status().code(), absl::StatusCode::kInternal);
}

TEST(Snapshot, KnowsWhatWasKnownWhen) {
  const auto snapshot = FourQuarters().Make();
  EXPECT_EQ(snapshot->SeqKnownAt(absl::UnixEpoch()), 0);
  EXPECT_EQ(snapshot->SeqKnownAt(absl::UnixEpoch() + absl::Hours(24)), 1);
  EXPECT_EQ(snapshot->SeqKnownAt(absl::InfiniteFuture()), 5);
}

}  // namespace
}  // namespace peerage::ranking
