#include "services/ranking/kept_snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/cache/memory_byte_cache.h"
#include "services/cache/sealed_byte_cache.h"
#include "tests/testing/release_steps.h"

namespace peerage::ranking {
namespace {

using ingestion::v1::FollowReleasesResponse;
using ::testing::SizeIs;
using testing::StepsOf;

TEST(SnapshotManifest, ComesBackAsItWas) {
  const SnapshotManifest manifest{.heard_at = absl::FromUnixSeconds(1'600'000'000),
                                  .releases = {{"r-1", 1}, {"r-2", 3}}};
  EXPECT_EQ(DecodeManifest(EncodeManifest(manifest)), manifest);
}

TEST(SnapshotManifest, WhatIsNoneIsNothing) {
  for (const char* bytes :
       {"", "peerage-snapshot 1", "peerage-snapshot 2\n7\nr-1 1", "peerage-snapshot 1\nnow\nr-1 1",
        "peerage-snapshot 1\n7\nr-1", "peerage-snapshot 1\n7\nr-1 0", "peerage-snapshot 1\n7\n 1",
        "peerage-snapshot 1\n7\nr-1 1 1", "peerage-snapshot 1\n7\nr-1 99999999999"}) {
    EXPECT_EQ(DecodeManifest(bytes), std::nullopt) << bytes;
  }
}

TEST(SnapshotParts, FitIntoTheCacheHoweverLongTheReleaseIs) {
  FollowReleasesResponse step;
  step.mutable_chunk()->set_bytes(std::string(900 << 10, 'x'));
  const std::vector<std::string> parts = EncodeParts(std::vector(9, step));
  EXPECT_THAT(parts, SizeIs(3));
  for (const std::string& part : parts) EXPECT_LE(part.size(), cache::kMaxSealedValueBytes);
}

// Two releases in a cache.
class LoadSnapshotTest : public ::testing::Test {
 protected:
  LoadSnapshotTest() {
    for (int64_t seq = 1; seq <= 2; ++seq) {
      const auto parts = EncodeParts(StepsOf(seq, Id(seq), 10 * seq));
      cache_.Put(PartKey(seq, Id(seq), 0), parts.front());
    }
    PutManifest({{Id(1), 1}, {Id(2), 1}});
  }
  static std::string Id(int64_t seq) { return "r-" + std::to_string(seq); }
  void PutManifest(std::vector<KeptRelease> releases) {
    cache_.Put(ManifestKey(), EncodeManifest({kHeardAt, std::move(releases)}));
  }

  const absl::Time kHeardAt = absl::FromUnixSeconds(1'600'000'000);
  cache::MemoryByteCache cache_{16 << 20};
};

TEST_F(LoadSnapshotTest, FoldsEveryReleaseOfTheManifest) {
  const auto loaded = LoadSnapshot(cache_);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->heard_at, kHeardAt);
  EXPECT_EQ(loaded->snapshot->seq, 2);
  EXPECT_EQ(loaded->snapshot->release_id, "r-2");
  const auto& table = *loaded->snapshot->datasets.at("test")->stored.at("all-crime");
  EXPECT_EQ(table.Find(core::Month(2019, 3), 2)->at(0).value, 20);
  EXPECT_EQ(table.Find(core::Month(2019, 3), 1)->at(0).value, 10);
}

TEST_F(LoadSnapshotTest, AnOlderManifestIsAnOlderSnapshot) {
  PutManifest({{Id(1), 1}});
  EXPECT_EQ(LoadSnapshot(cache_)->snapshot->seq, 1);
}

TEST_F(LoadSnapshotTest, HalfASnapshotIsNone) {
  PutManifest({{Id(1), 1}, {Id(2), 1}, {"r-3", 1}});
  EXPECT_FALSE(LoadSnapshot(cache_)) << "the third release is not there";
  PutManifest({{Id(1), 1}, {Id(2), 2}});
  EXPECT_FALSE(LoadSnapshot(cache_)) << "a part is missing";
  PutManifest({});
  EXPECT_FALSE(LoadSnapshot(cache_));
}

TEST_F(LoadSnapshotTest, AReleaseInAnotherOnesPlaceIsRefused) {
  const auto parts = EncodeParts(StepsOf(2, "r-9", 77));
  cache_.Put(PartKey(2, Id(2), 0), parts.front());
  EXPECT_FALSE(LoadSnapshot(cache_)) << "another id";
  cache_.Put(PartKey(2, Id(2), 0), EncodeParts(StepsOf(3, Id(2), 77)).front());
  EXPECT_FALSE(LoadSnapshot(cache_)) << "another seq";
}

TEST_F(LoadSnapshotTest, BytesThatAreNoStepsAreRefused) {
  std::string part = EncodeParts(StepsOf(2, Id(2), 20)).front();
  part.pop_back();
  cache_.Put(PartKey(2, Id(2), 0), part);
  EXPECT_FALSE(LoadSnapshot(cache_)) << "cut";
  cache_.Put(PartKey(2, Id(2), 0), "\xff\xff\xff\xff\xff");
  EXPECT_FALSE(LoadSnapshot(cache_));
}

}  // namespace
}  // namespace peerage::ranking
