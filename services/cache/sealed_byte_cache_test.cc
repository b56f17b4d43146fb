#include "services/cache/sealed_byte_cache.h"

#include <gtest/gtest.h>

#include "services/cache/memory_byte_cache.h"

namespace peerage::cache {
namespace {

const CacheKey kOne{.kind = "test", .seq = 7, .name = "one"};
const CacheKey kTwo{.kind = "test", .seq = 8, .name = "two"};

class SealedByteCacheTest : public ::testing::Test {
 protected:
  MemoryByteCache inner_{1 << 20};
  CacheCounts counts_;
  SealedByteCache sealed_{inner_, {MakeSealingKey(std::string(32, 'a'))}, counts_};
};

TEST_F(SealedByteCacheTest, KeepsNothingOpen) {
  sealed_.Put(kOne, "value");
  EXPECT_EQ(inner_.Get(kOne)->size(), 5 + kEnvelopeBytes);
  EXPECT_EQ(sealed_.Get(kOne), "value");
  EXPECT_EQ(counts_.rejected_seals, 0);
}

TEST_F(SealedByteCacheTest, AnAuthenticValueOfAnotherKeyIsAMiss) {
  sealed_.Put(kOne, "value");
  inner_.Put(kTwo, *inner_.Get(kOne));
  EXPECT_EQ(sealed_.Get(kTwo), std::nullopt);
  EXPECT_EQ(counts_.rejected_seals, 1);
}

TEST_F(SealedByteCacheTest, WhatWasNeverSealedIsAMiss) {
  inner_.Put(kOne, "value");
  EXPECT_EQ(sealed_.Get(kOne), std::nullopt);
  EXPECT_EQ(counts_.rejected_seals, 1);
}

TEST_F(SealedByteCacheTest, ASealForAnotherSeqIsAMiss) {
  inner_.Put(kOne, SealEnvelope({MakeSealingKey(std::string(32, 'a'))}, kOne.Text(), 6, "old"));
  EXPECT_EQ(sealed_.Get(kOne), std::nullopt);
}

TEST_F(SealedByteCacheTest, NothingIsNoRejection) {
  EXPECT_EQ(sealed_.Get(kOne), std::nullopt);
  EXPECT_EQ(counts_.rejected_seals, 0);
}

}  // namespace
}  // namespace peerage::cache
