// One contract, every backend, and every decorator as if it were one.
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "services/cache/background_byte_cache.h"
#include "services/cache/byte_cache.h"
#include "services/cache/memory_byte_cache.h"
#include "services/cache/redis/redis_tier.h"
#include "services/cache/tiered_byte_cache.h"
#include "tests/testing/redis_server.h"

namespace peerage::cache {
namespace {

constexpr size_t kPlenty = 64 << 20;

CacheKey Key(const std::string& name, int64_t seq = 7) {
  return {.kind = "test", .seq = seq, .name = name};
}

// A cache with all that it rests on.
class Backend {
 public:
  virtual ~Backend() = default;
  virtual ByteCache& cache() = 0;
};

struct Memory final : Backend {
  ByteCache& cache() override { return memory; }
  MemoryByteCache memory{kPlenty};
};

struct Redis final : Backend {
  explicit Redis(bool by_socket)
      : tier({.address = {.address = by_socket ? "unix:" + server.socket() : server.address()},
              .keys = {MakeSealingKey(std::string(32, 'k'))}},
             {.connections = 8, .command_timeout = std::chrono::seconds(10)}, nullptr) {
    EXPECT_TRUE(tier.pool().WaitUntilConnected(std::chrono::seconds(20)));
  }
  ByteCache& cache() override { return tier.cache(); }
  testing::RedisServer server;
  RedisTier tier;
};

struct Tiered final : Backend {
  ByteCache& cache() override { return tiered; }
  MemoryByteCache near{kPlenty}, far{kPlenty};
  TieredByteCache tiered{near, far};
};

using Maker = std::function<std::unique_ptr<Backend>()>;

class ByteCacheContract : public ::testing::TestWithParam<std::pair<std::string, Maker>> {
 protected:
  std::unique_ptr<Backend> backend_ = GetParam().second();
  ByteCache& cache_ = backend_->cache();
};

TEST_P(ByteCacheContract, WhatWasPutIsThere) {
  // Bytes are bytes: zeros and all.
  const std::string bytes("a\0\r\nb\xff", 6);
  ASSERT_TRUE(cache_.Put(Key("one"), bytes));
  EXPECT_EQ(cache_.Get(Key("one")), bytes);
}

TEST_P(ByteCacheContract, WhatWasNeverPutIsNothing) {
  EXPECT_EQ(cache_.Get(Key("one")), std::nullopt);
}

TEST_P(ByteCacheContract, TheLastPutIsWhatIsThere) {
  cache_.Put(Key("one"), "first");
  cache_.Put(Key("one"), "second");
  EXPECT_EQ(cache_.Get(Key("one")), "second");
}

TEST_P(ByteCacheContract, EveryPartOfAKeyCounts) {
  cache_.Put(Key("one"), "value");
  EXPECT_EQ(cache_.Get(Key("two")), std::nullopt);
  EXPECT_EQ(cache_.Get(Key("one", 8)), std::nullopt);
  EXPECT_EQ(cache_.Get({.kind = "other", .seq = 7, .name = "one"}), std::nullopt);
}

TEST_P(ByteCacheContract, AnEmptyValueIsAValue) {
  cache_.Put(Key("one"), "");
  EXPECT_EQ(cache_.Get(Key("one")), "");
}

TEST_P(ByteCacheContract, ALargeValueIsKeptWholeAndATooLargeOneNotAtAll) {
  const std::string large(kMaxSealedValueBytes, 'x');
  ASSERT_TRUE(cache_.Put(Key("large"), large));
  EXPECT_TRUE(cache_.Get(Key("large")) == large);
  EXPECT_FALSE(cache_.Put(Key("larger"), std::string(kMaxValueBytes + 1, 'x')));
  EXPECT_EQ(cache_.Get(Key("larger")), std::nullopt);
}

TEST_P(ByteCacheContract, ManyThreadsSeeWholeValues) {
  const std::vector<std::string> values = {std::string(5000, 'a'), std::string(70'000, 'b')};
  cache_.Put(Key("one"), values[0]);
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int turn = 0; turn < 50; ++turn) {
        cache_.Put(Key("one"), values[(i + turn) % 2]);
        const auto found = cache_.Get(Key("one"));
        EXPECT_TRUE(!found || *found == values[0] || *found == values[1]);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

INSTANTIATE_TEST_SUITE_P(
    Backends, ByteCacheContract,
    ::testing::Values(
        std::pair<std::string, Maker>("Memory", [] { return std::make_unique<Memory>(); }),
        std::pair<std::string, Maker>("Redis", [] { return std::make_unique<Redis>(false); }),
        std::pair<std::string, Maker>("RedisSocket", [] { return std::make_unique<Redis>(true); }),
        std::pair<std::string, Maker>("Tiered", [] { return std::make_unique<Tiered>(); })),
    [](const auto& backend) { return backend.param.first; });

TEST(MemoryByteCache, ForgetsWhatWasUsedLeastLately) {
  const size_t entry = Key("a").Text().size() + 100;
  MemoryByteCache cache(2 * entry);
  cache.Put(Key("a"), std::string(100, 'a'));
  cache.Put(Key("b"), std::string(100, 'b'));
  ASSERT_TRUE(cache.Get(Key("a")));
  cache.Put(Key("c"), std::string(100, 'c'));
  EXPECT_TRUE(cache.Get(Key("a")));
  EXPECT_FALSE(cache.Get(Key("b")));
  EXPECT_EQ(cache.size_bytes(), 2 * entry);
}

TEST(MemoryByteCache, WhatCannotFitTurnsNobodyOut) {
  MemoryByteCache cache(200);
  cache.Put(Key("a"), "value");
  EXPECT_FALSE(cache.Put(Key("b"), std::string(300, 'b')));
  EXPECT_TRUE(cache.Get(Key("a")));
}

}  // namespace
}  // namespace peerage::cache
