// One contract for both ledgers, and what Redis can do to the one in it.
#include "services/cache/quota_ledger.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "services/cache/memory_quota_ledger.h"
#include "services/cache/redis/redis_quota_ledger.h"
#include "tests/testing/redis_server.h"

namespace peerage::cache {
namespace {

using std::chrono::milliseconds;

// Long enough that no test outlasts a slice unless it means to.
constexpr QuotaSlice kTen{.tokens = 10, .length = std::chrono::minutes(10)};

TEST(MemoryQuotaLedger, ASliceIsSpentOnceAndThenBeginsAnew) {
  MemoryQuotaLedger::Time now;
  MemoryQuotaLedger ledger([&] { return now; });
  const QuotaSlice slice{.tokens = 10, .length = milliseconds(100)};
  EXPECT_EQ(ledger.Lease("a", slice, 4), 4);
  EXPECT_EQ(ledger.Lease("a", slice, 8), 6);
  EXPECT_EQ(ledger.Lease("a", slice, 1), 0);
  EXPECT_EQ(ledger.Lease("b", slice, 1), 1);
  now += milliseconds(100);
  EXPECT_EQ(ledger.Lease("a", slice, 1), 1);
  EXPECT_EQ(ledger.Announce(), 1);
}

class RedisQuotaLedgerTest : public ::testing::Test {
 protected:
  RedisQuotaLedgerTest() { pool_.WaitUntilConnected(std::chrono::seconds(20)); }

  testing::RedisServer redis_;
  RedisPool pool_{{.address = redis_.address()},
                  {.connections = 4, .command_timeout = std::chrono::seconds(5)}};
  RedisQuotaLedger one_{pool_, "ranking", "one"};
  RedisQuotaLedger two_{pool_, "ranking", "two"};
};

TEST_F(RedisQuotaLedgerTest, ReplicasSpendOneQuota) {
  EXPECT_EQ(one_.Lease("a", kTen, 4), 4);
  EXPECT_EQ(two_.Lease("a", kTen, 8), 6);
  EXPECT_EQ(one_.Lease("a", kTen, 1), 0);
  EXPECT_EQ(one_.Lease("b", kTen, 1), 1);
}

TEST_F(RedisQuotaLedgerTest, ASliceEnds) {
  const QuotaSlice slice{.tokens = 10, .length = milliseconds(100)};
  EXPECT_EQ(one_.Lease("a", slice, 10), 10);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (one_.Lease("a", slice, 1) == 0 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(milliseconds(5));
  }
  EXPECT_LT(std::chrono::steady_clock::now(), deadline);
}

TEST_F(RedisQuotaLedgerTest, TokensAreNeverGrantedTwice) {
  std::atomic<int64_t> granted{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < 50; ++turn)
        granted += one_.Lease("a", {100, kTen.length}, 1).value_or(0);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(granted, 100);
}

TEST_F(RedisQuotaLedgerTest, ReplicasSeeOneAnother) {
  EXPECT_EQ(one_.Announce(), 1);
  EXPECT_EQ(two_.Announce(), 2);
  EXPECT_EQ(one_.Announce(), 2);
  EXPECT_EQ(RedisQuotaLedger(pool_, "reporting", "one").Announce(), 1);
}

TEST_F(RedisQuotaLedgerTest, WithoutRedisNothingIsGrantedAndTheLastCountStays) {
  one_.Announce();
  two_.Announce();
  redis_.Kill();
  EXPECT_EQ(two_.Lease("a", kTen, 1), std::nullopt);
  EXPECT_EQ(two_.Announce(), 2);
}

TEST_F(RedisQuotaLedgerTest, APoisonedCountGrantsNoMoreThanWasWanted) {
  one_.Lease("a", kTen, 10);
  redis_.Run({"EVAL",
              "for _, k in ipairs(redis.call('KEYS', '*')) do"
              " redis.call('SET', k, '-1e18') end",
              "0"});
  EXPECT_EQ(one_.Lease("a", kTen, 3), 3);
  redis_.Run({"EVAL",
              "for _, k in ipairs(redis.call('KEYS', '*')) do"
              " redis.call('DEL', k) redis.call('LPUSH', k, 'x') end",
              "0"});
  EXPECT_EQ(one_.Lease("a", kTen, 3), std::nullopt);
}

}  // namespace
}  // namespace peerage::cache
