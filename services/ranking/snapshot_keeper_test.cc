#include "services/ranking/snapshot_keeper.h"

#include <gtest/gtest.h>

#include <thread>

#include "services/ranking/release_follower.h"
#include "tests/testing/fake_byte_cache.h"
#include "tests/testing/scripted_ingestion.h"

namespace peerage::ranking {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class SnapshotKeeperTest : public ::testing::Test {
 protected:
  static constexpr SnapshotKeeperPace kQuick{.look_every = milliseconds(5),
                                             .check_every = milliseconds(5)};

  // Whether the cache comes to hold a snapshot up to that release.
  bool Keeps(const std::string& last_id) {
    const auto deadline = std::chrono::steady_clock::now() + seconds(20);
    while (std::chrono::steady_clock::now() < deadline) {
      const auto loaded = LoadSnapshot(cache_);
      if (loaded && loaded->snapshot->release_id == last_id) return true;
      std::this_thread::sleep_for(milliseconds(5));
    }
    return false;
  }

  // Until keepers have looked so often at the cache.
  void AwaitLooks(int looks) {
    const int before = cache_.puts("snapshot-probe");
    const auto deadline = std::chrono::steady_clock::now() + seconds(20);
    while (cache_.puts("snapshot-probe") < before + looks &&
           std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(milliseconds(1));
    }
  }

  testing::IngestionPair pair_;
  testing::ScriptedIngestion& ingestion_ = pair_.ingestion;
  testing::FakeByteCache cache_;
  SnapshotHolder holder_;
  prometheus::Registry registry_;
  Metrics metrics_{registry_};
  ReleaseFollower follower_{*pair_.client, holder_, metrics_, nullptr};
};

TEST_F(SnapshotKeeperTest, KeepsWhatIsThereAndWhatComes) {
  ingestion_.Publish(10);
  ingestion_.Publish(20);
  const SnapshotKeeper keeper(*pair_.client, holder_, cache_, kQuick);
  EXPECT_TRUE(Keeps("r-2"));
  ingestion_.Publish(30);
  EXPECT_TRUE(Keeps("r-3"));
  EXPECT_EQ(cache_.puts("release-1"), 3) << "what is there is not written again";
}

TEST_F(SnapshotKeeperTest, ASecondReplicaWritesNothing) {
  ingestion_.Publish(10);
  const SnapshotKeeper one(*pair_.client, holder_, cache_, kQuick);
  ASSERT_TRUE(Keeps("r-1"));
  const SnapshotKeeper two(*pair_.client, holder_, cache_, kQuick);
  AwaitLooks(10);
  EXPECT_EQ(cache_.puts("release-1"), 1);
}

TEST_F(SnapshotKeeperTest, WhatWasLostIsWrittenAgain) {
  ingestion_.Publish(10);
  ingestion_.Publish(20);
  const SnapshotKeeper keeper(*pair_.client, holder_, cache_, kQuick);
  ASSERT_TRUE(Keeps("r-2"));
  cache_.Remove(PartKey(1, "r-1", 0));
  EXPECT_TRUE(Keeps("r-2"));
  cache_.Empty();
  EXPECT_TRUE(Keeps("r-2"));
}

TEST_F(SnapshotKeeperTest, AnotherLogTakesTheOldOnesPlace) {
  ingestion_.Publish(10);
  const SnapshotKeeper keeper(*pair_.client, holder_, cache_, kQuick);
  ASSERT_TRUE(Keeps("r-1"));
  ingestion_.Replace("other", {11, 12});
  EXPECT_TRUE(Keeps("other-2"));
}

TEST_F(SnapshotKeeperTest, ALogThatWasBroughtBackToLessIsKeptAsItIs) {
  ingestion_.Publish(10);
  ingestion_.Publish(20);
  {
    const SnapshotKeeper keeper(*pair_.client, holder_, cache_, kQuick);
    ASSERT_TRUE(Keeps("r-2"));
  }
  const SnapshotManifest withdrawn = *DecodeManifest(*cache_.Get(ManifestKey()));
  ingestion_.Replace("r", {10});
  const SnapshotKeeper keeper(*pair_.client, holder_, cache_, kQuick);
  AwaitLooks(5);
  EXPECT_EQ(LoadSnapshot(cache_)->snapshot->seq, 2) << "another replica may know more";
  cache_.Put(ManifestKey(),
             EncodeManifest({withdrawn.heard_at - absl::Minutes(1), withdrawn.releases}));
  EXPECT_TRUE(Keeps("r-1"));
}

TEST_F(SnapshotKeeperTest, ACacheThatIsAwayIsTriedAgain) {
  cache_.away = true;
  ingestion_.Publish(10);
  const SnapshotKeeper keeper(*pair_.client, holder_, cache_, kQuick);
  AwaitLooks(3);
  EXPECT_EQ(ingestion_.streams(), 1) << "the follower's: ingestion is not asked in vain";
  cache_.away = false;
  EXPECT_TRUE(Keeps("r-1"));
}

}  // namespace
}  // namespace peerage::ranking
