#include "services/cache/tiered_byte_cache.h"

#include <gtest/gtest.h>

#include "services/cache/counted_byte_cache.h"
#include "services/cache/memory_byte_cache.h"

namespace peerage::cache {
namespace {

const CacheKey kKey{.kind = "test", .seq = 7, .name = "one"};

class TieredByteCacheTest : public ::testing::Test {
 protected:
  MemoryByteCache near_{1 << 10}, far_{1 << 20};
  CacheCounts counts_;
  CountedByteCache counted_{far_, counts_};
  TieredByteCache tiered_{near_, counted_};
};

TEST_F(TieredByteCacheTest, WhatIsNearIsNotAskedForFar) {
  tiered_.Put(kKey, "value");
  EXPECT_EQ(tiered_.Get(kKey), "value");
  EXPECT_EQ(counts_.hits + counts_.misses, 0);
}

TEST_F(TieredByteCacheTest, WhatIsFoundFarIsNearAfterwards) {
  far_.Put(kKey, "value");
  EXPECT_EQ(tiered_.Get(kKey), "value");
  EXPECT_EQ(tiered_.Get(kKey), "value");
  EXPECT_EQ(counts_.hits, 1);
}

TEST_F(TieredByteCacheTest, WhatIsTooLargeNearIsStillKeptFar) {
  EXPECT_TRUE(tiered_.Put(kKey, std::string(5000, 'x')));
  EXPECT_TRUE(tiered_.Get(kKey));
  EXPECT_EQ(counts_.hits, 1);
}

TEST_F(TieredByteCacheTest, WhatIsNowhereIsOneMiss) {
  EXPECT_EQ(tiered_.Get(kKey), std::nullopt);
  EXPECT_EQ(counts_.misses, 1);
}

}  // namespace
}  // namespace peerage::cache
