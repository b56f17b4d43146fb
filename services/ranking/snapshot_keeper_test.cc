#include "services/ranking/snapshot_keeper.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "services/cache/memory_byte_cache.h"
#include "services/ranking/release_follower.h"
#include "tests/testing/scripted_ingestion.h"

namespace peerage::ranking {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A cache that can be emptied, and counts what is written.
class FakeCache final : public cache::ByteCache {
 public:
  std::optional<std::string> Get(const cache::CacheKey& key) override {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(key.Text());
    return found == kept_.end() ? std::nullopt : std::optional(found->second);
  }
  bool Put(const cache::CacheKey& key, std::string_view value) override {
    const std::lock_guard lock(mutex_);
    if (away) return false;
    if (key.kind == "release") ++parts_written_;
    kept_[key.Text()] = value;
    return true;
  }
  void Empty() {
    const std::lock_guard lock(mutex_);
    kept_.clear();
  }
  void Remove(const cache::CacheKey& key) {
    const std::lock_guard lock(mutex_);
    kept_.erase(key.Text());
  }
  int parts_written() const {
    const std::lock_guard lock(mutex_);
    return parts_written_;
  }

  std::atomic<bool> away{false};

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string> kept_;
  int parts_written_ = 0;
};

class SnapshotKeeperTest : public ::testing::Test {
 protected:
  static constexpr SnapshotKeeperPace kQuick{.look_every = milliseconds(5),
                                             .check_every = milliseconds(5)};

  // Whether the cache comes to hold a snapshot up to that release.
  bool Keeps(const std::string& last_id) {
    const auto deadline = std::chrono::steady_clock::now() + seconds(20);
    while (std::chrono::steady_clock::now() < deadline) {
      const auto loaded = LoadSnapshot(cache_);
      if (loaded && loaded->snapshot->LastReleaseId() == last_id) return true;
      std::this_thread::sleep_for(milliseconds(5));
    }
    return false;
  }

  testing::IngestionPair pair_;
  testing::ScriptedIngestion& ingestion_ = pair_.ingestion;
  FakeCache cache_;
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
  EXPECT_EQ(cache_.parts_written(), 3) << "what is there is not written again";
}

TEST_F(SnapshotKeeperTest, ASecondReplicaWritesNothing) {
  ingestion_.Publish(10);
  const SnapshotKeeper one(*pair_.client, holder_, cache_, kQuick);
  ASSERT_TRUE(Keeps("r-1"));
  const SnapshotKeeper two(*pair_.client, holder_, cache_, kQuick);
  std::this_thread::sleep_for(milliseconds(100));
  EXPECT_EQ(cache_.parts_written(), 1);
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

TEST_F(SnapshotKeeperTest, ACacheThatIsAwayIsTriedAgain) {
  cache_.away = true;
  ingestion_.Publish(10);
  const SnapshotKeeper keeper(*pair_.client, holder_, cache_, kQuick);
  std::this_thread::sleep_for(milliseconds(50));
  cache_.away = false;
  EXPECT_TRUE(Keeps("r-1"));
}

}  // namespace
}  // namespace peerage::ranking
