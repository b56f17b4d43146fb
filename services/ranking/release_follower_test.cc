// The follower, the holder and the gate against a scripted ingestion.
#include "services/ranking/release_follower.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "services/cache/memory_byte_cache.h"
#include "services/ranking/snapshot_gate.h"
#include "tests/testing/scripted_ingestion.h"

namespace peerage::ranking {
namespace {

using core::Month;
using std::chrono::milliseconds;
using std::chrono::seconds;

class FollowerTest : public ::testing::Test {
 protected:
  static std::chrono::system_clock::time_point Soon() {
    return std::chrono::system_clock::now() + seconds(20);
  }
  // The figure of a release, once it is served; -1 when that takes too long.
  int64_t FigureAt(int64_t seq) {
    const auto snapshot = holder_.WaitForSeq(seq, Soon()).snapshot;
    if (snapshot == nullptr || snapshot->seq < seq) return -1;
    const auto& table = *snapshot->datasets.at("test")->stored.at("all-crime");
    return table.Find(Month(2019, 3), seq)->at(0).value;
  }
  // Puts a snapshot of log `r` into the cache, heard of two minutes ago.
  void KeepSnapshot(const std::vector<int64_t>& figures) {
    SnapshotManifest manifest{.heard_at = absl::Now() - absl::Minutes(2)};
    for (const int64_t figure : figures) {
      const auto seq = static_cast<int64_t>(manifest.releases.size()) + 1;
      const std::string id = "r-" + std::to_string(seq);
      cache_.Put(PartKey(seq, id, 0), EncodeParts(testing::StepsOf(seq, id, figure)).front());
      manifest.releases.push_back({id, 1});
    }
    cache_.Put(ManifestKey(), EncodeManifest(manifest));
  }
  LonelyStart Lonely(milliseconds serve_stale_after) {
    return {.cache = &cache_, .serve_stale_after = serve_stale_after};
  }

  testing::IngestionPair pair_;
  testing::ScriptedIngestion& ingestion_ = pair_.ingestion;
  SnapshotHolder holder_;
  cache::MemoryByteCache cache_{16 << 20};
  prometheus::Registry registry_;
  Metrics metrics_{registry_};
};

TEST_F(FollowerTest, FoldsWhatIsThereAndWhatComes) {
  ingestion_.Publish(10);
  const ReleaseFollower follower(*pair_.client, holder_, metrics_, nullptr);
  EXPECT_EQ(FigureAt(1), 10);
  ingestion_.Publish(20);
  EXPECT_EQ(FigureAt(2), 20);
}

TEST_F(FollowerTest, ResumesAfterABrokenStream) {
  ingestion_.Publish(10);
  const ReleaseFollower follower(*pair_.client, holder_, metrics_, nullptr);
  EXPECT_EQ(FigureAt(1), 10);
  ingestion_.BreakStreams();
  ingestion_.Publish(30);
  EXPECT_EQ(FigureAt(2), 30);
}

TEST_F(FollowerTest, AnEmptyLogIsCaughtUpWithToo) {
  std::mutex mutex;
  std::condition_variable changed;
  bool caught_up = false;
  const ReleaseFollower follower(*pair_.client, holder_, metrics_, [&](bool ready) {
    std::lock_guard lock(mutex);
    caught_up = ready;
    changed.notify_all();
  });
  std::unique_lock lock(mutex);
  EXPECT_TRUE(changed.wait_until(lock, Soon(), [&] { return caught_up; }));
  EXPECT_EQ(holder_.Current()->seq, 0);
}

TEST_F(FollowerTest, AnotherLogIsFoldedFromItsBeginning) {
  std::vector<bool> told;
  ingestion_.Publish(10);
  ingestion_.Publish(11);
  std::optional<ReleaseFollower> follower;
  follower.emplace(*pair_.client, holder_, metrics_, [&](bool ready) { told.push_back(ready); });
  EXPECT_EQ(FigureAt(2), 11);
  ingestion_.Replace("other", {20, 21, 22});
  EXPECT_EQ(FigureAt(3), 22);
  EXPECT_EQ(holder_.Served().snapshot->release_id, "other-3");
  follower.reset();
  EXPECT_EQ(told, (std::vector<bool>{true, false, true}));
}

TEST_F(FollowerTest, WithoutIngestionAKeptSnapshotIsServedAfterAWhileAndIsStale) {
  KeepSnapshot({10, 20});
  pair_.Stop();
  const ReleaseFollower follower(*pair_.client, holder_, metrics_, nullptr, Lonely(seconds(1)));
  EXPECT_EQ(FigureAt(2), 20);
  EXPECT_TRUE(holder_.Served().stale);
  EXPECT_GE(holder_.Served().age, std::chrono::minutes(2));
}

TEST_F(FollowerTest, AKeptSnapshotIsNotServedBeforeItsTime) {
  KeepSnapshot({10});
  pair_.Stop();
  const ReleaseFollower follower(*pair_.client, holder_, metrics_, nullptr,
                                 Lonely(std::chrono::hours(1)));
  const auto deadline = std::chrono::steady_clock::now() + seconds(20);
  while (holder_.Current() == nullptr && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(milliseconds(5));
  }
  EXPECT_EQ(holder_.Current()->seq, 1);
  EXPECT_EQ(holder_.Served().snapshot, nullptr);
}

TEST_F(FollowerTest, AfterAnotherLogNoKeptSnapshotIsServed) {
  KeepSnapshot({10, 11});
  ingestion_.Publish(10);
  ingestion_.Publish(11);
  const ReleaseFollower follower(*pair_.client, holder_, metrics_, nullptr,
                                 Lonely(milliseconds(0)));
  EXPECT_EQ(FigureAt(2), 11);
  ingestion_.Replace("other", {});
  const auto deadline = std::chrono::steady_clock::now() + seconds(20);
  while (holder_.Served().snapshot != nullptr && holder_.Served().snapshot->seq > 0 &&
         std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(milliseconds(1));
  }
  pair_.Stop();
  const auto served =
      holder_.WaitForSeq(1, std::chrono::system_clock::now() + milliseconds(500)).snapshot;
  EXPECT_TRUE(served == nullptr || served->seq == 0);
}

TEST_F(FollowerTest, WithoutAKeptSnapshotNothingIsServed) {
  pair_.Stop();
  const ReleaseFollower follower(*pair_.client, holder_, metrics_, nullptr,
                                 Lonely(milliseconds(0)));
  EXPECT_EQ(holder_.WaitForSeq(0, std::chrono::system_clock::now() + milliseconds(500)).snapshot,
            nullptr);
}

std::shared_ptr<const Snapshot> MakeSnapshot(int releases) {
  testing::SnapshotMaker maker;
  for (int i = 0; i < releases; ++i) maker.Store("test", {});
  return maker.Make();
}

TEST(SnapshotHolder, WhatWasOnlyHalfReadIsNeverServed) {
  SnapshotHolder holder;
  holder.HeardOfHead(2);
  holder.Swap(MakeSnapshot(1));
  holder.ServeStale();
  EXPECT_EQ(holder.Served().snapshot, nullptr);
  EXPECT_TRUE(holder.WantsSnapshot());
}

TEST(SnapshotHolder, ARestoredSnapshotDoesNotTakeTheServedOnesPlace) {
  SnapshotHolder holder;
  holder.HeardOfHead(0);
  const auto served = holder.Served().snapshot;
  EXPECT_FALSE(holder.WantsSnapshot());
  holder.Restore(MakeSnapshot(1), std::chrono::hours(1));
  EXPECT_EQ(holder.Served().snapshot, served);
  EXPECT_FALSE(holder.Served().stale);
}

TEST(SnapshotHolder, ARestoredSnapshotIsStaleHoweverYoungUntilIngestionConfirmsIt) {
  SnapshotHolder holder;
  holder.Restore(MakeSnapshot(1), milliseconds(0));
  holder.ServeStale();
  EXPECT_TRUE(holder.Served().stale);
  holder.Swap(MakeSnapshot(2));
  EXPECT_TRUE(holder.Served().stale) << "more may come";
  holder.HeardOfHead(3);
  EXPECT_TRUE(holder.Served().stale);
  holder.Swap(MakeSnapshot(3));
  EXPECT_FALSE(holder.Served().stale);
}

TEST(SnapshotHolder, AfterAnotherLogNothingIsRestored) {
  SnapshotHolder holder;
  holder.Restore(MakeSnapshot(1), milliseconds(0));
  holder.Forget();
  EXPECT_FALSE(holder.WantsSnapshot());
  holder.Restore(MakeSnapshot(1), milliseconds(0));
  holder.ServeStale();
  EXPECT_EQ(holder.Served().snapshot, nullptr);
}

TEST(SnapshotGate, BeforeCatchingUpNothingIsAnswered) {
  SnapshotHolder holder;
  runtime::Call call;
  EXPECT_TRUE(absl::IsUnavailable(Enter(holder, 0, call).status()));
}

TEST(SnapshotGate, ARequestAheadOfTheReplicaWaitsAndIsThenRefused) {
  SnapshotHolder holder;
  holder.HeardOfHead(0);
  runtime::Call call{.deadline = std::chrono::system_clock::now() + std::chrono::milliseconds(60)};
  EXPECT_TRUE(MustWait(holder, 1));
  EXPECT_TRUE(absl::IsFailedPrecondition(Enter(holder, 1, call).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Enter(holder, -1, call).status()));
  EXPECT_TRUE(Enter(holder, 0, call).ok());
}

TEST(SnapshotGate, SaysHowFreshTheAnswerIs) {
  SnapshotHolder holder;
  holder.HeardOfHead(0);
  runtime::Call call;
  ASSERT_TRUE(Enter(holder, 0, call).ok());
  const std::vector<std::pair<std::string, std::string>> fresh = {
      {"peerage-seq", "0"}, {"peerage-snapshot-age-seconds", "0"}, {"peerage-stale", "false"}};
  EXPECT_EQ(call.trailers, fresh);
}

}  // namespace
}  // namespace peerage::ranking
