#include "services/cache/background_byte_cache.h"

#include <gtest/gtest.h>

#include "services/cache/memory_byte_cache.h"

namespace peerage::cache {
namespace {

const CacheKey kKey{.kind = "test", .seq = 1, .name = "one"};

// Writes only after it was let go on.
class HeldByteCache final : public ByteCache {
 public:
  std::optional<std::string> Get(const CacheKey& key) override { return memory_.Get(key); }
  bool Put(const CacheKey& key, std::string_view value) override {
    std::unique_lock lock(mutex_);
    released_.wait(lock, [this] { return free_; });
    return memory_.Put(key, value);
  }
  void Release() {
    {
      const std::lock_guard lock(mutex_);
      free_ = true;
    }
    released_.notify_all();
  }

 private:
  MemoryByteCache memory_{1 << 20};
  std::mutex mutex_;
  std::condition_variable released_;
  bool free_ = false;
};

TEST(BackgroundByteCache, APutReturnsBeforeItIsWritten) {
  HeldByteCache held;
  BackgroundByteCache cache(held, 1000);
  EXPECT_TRUE(cache.Put(kKey, "value"));
  EXPECT_EQ(cache.Get(kKey), std::nullopt);
  held.Release();
  cache.Flush();
  EXPECT_EQ(cache.Get(kKey), "value");
}

TEST(BackgroundByteCache, WhatDoesNotFitIntoTheQueueIsNotKept) {
  HeldByteCache held;
  BackgroundByteCache cache(held, 1000);
  EXPECT_TRUE(cache.Put(kKey, std::string(600, 'a')));
  EXPECT_FALSE(cache.Put(kKey, std::string(600, 'b')));
  held.Release();
  cache.Flush();
  EXPECT_EQ(cache.Get(kKey), std::string(600, 'a'));
  EXPECT_TRUE(cache.Put(kKey, std::string(600, 'c')));
}

TEST(BackgroundByteCache, EndsWithWritesInTheQueue) {
  HeldByteCache held;
  BackgroundByteCache cache(held, 1000);
  for (int i = 0; i < 10; ++i) cache.Put(kKey, "value");
  held.Release();
}

}  // namespace
}  // namespace peerage::cache
