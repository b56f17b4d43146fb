// The ledger in a real Redis, and what Redis can do to it.
#include "services/cache/redis/redis_quota_ledger.h"

#include <gtest/gtest.h>

#include <chrono>
#include <numeric>
#include <thread>
#include <vector>

#include "tests/testing/redis_server.h"

namespace peerage::cache {
namespace {

// So slow that no test lives to see a token grow.
constexpr double kAlmostNever = 1e-6;

class RedisQuotaLedgerTest : public ::testing::Test {
 protected:
  RedisQuotaLedgerTest() { pool_.WaitUntilConnected(std::chrono::seconds(20)); }

  testing::RedisServer redis_;
  RedisPool pool_{{.address = redis_.address()},
                  {.connections = 4, .command_timeout = std::chrono::seconds(5)}};
  RedisQuotaLedger one_{pool_, "ranking", "one", std::chrono::milliseconds(0)};
  RedisQuotaLedger two_{pool_, "ranking", "two", std::chrono::milliseconds(0)};
};

TEST_F(RedisQuotaLedgerTest, ReplicasSpendOneQuota) {
  EXPECT_EQ(one_.Take("a", kAlmostNever, 0.75), 0.75);
  EXPECT_EQ(two_.Take("a", kAlmostNever, 8), 0.25);
  EXPECT_EQ(one_.Take("a", kAlmostNever, 1), 0);
  EXPECT_EQ(one_.Take("b", kAlmostNever, 1), 1);
}

TEST_F(RedisQuotaLedgerTest, SavesUpTwoTenthsOfASecond) { EXPECT_EQ(one_.Take("a", 50, 1000), 10); }

TEST_F(RedisQuotaLedgerTest, TokensGrowWithTime) {
  EXPECT_EQ(one_.Take("a", 20, 4), 4);
  const auto began = std::chrono::steady_clock::now();
  const auto deadline = began + std::chrono::seconds(20);
  double granted = 0;
  while (granted < 10 && std::chrono::steady_clock::now() < deadline) {
    granted += two_.Take("a", 20, 1).value_or(0);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  // Ten tokens take half a second; Redis counts milliseconds.
  EXPECT_GE(granted, 10);
  EXPECT_GE(std::chrono::steady_clock::now() - began, std::chrono::milliseconds(450));
}

TEST_F(RedisQuotaLedgerTest, TokensAreNeverGrantedTwice) {
  constexpr int kThreads = 4;
  std::vector<double> granted(kThreads, 0);
  std::vector<std::thread> threads;
  for (double& mine : granted) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < 50; ++turn)
        mine += one_.Take("a", kAlmostNever, 0.0078125).value_or(0);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_NEAR(std::accumulate(granted.begin(), granted.end(), 0.0), 1, 1e-3);
}

TEST_F(RedisQuotaLedgerTest, ReplicasSeeOneAnother) {
  EXPECT_EQ(one_.Replicas(), 1);
  EXPECT_EQ(two_.Replicas(), 2);
  EXPECT_EQ(one_.Replicas(), 2);
  EXPECT_EQ(RedisQuotaLedger(pool_, "reporting", "one").Replicas(), 1);
}

TEST_F(RedisQuotaLedgerTest, AnnouncesItselfNoMoreThanOnceInItsTime) {
  RedisQuotaLedger seldom(pool_, "ranking", "three", std::chrono::hours(1));
  EXPECT_EQ(seldom.Replicas(), 1);
  one_.Replicas();
  EXPECT_EQ(seldom.Replicas(), 1);
}

TEST_F(RedisQuotaLedgerTest, WithoutRedisNothingIsGrantedAndTheLastCountStays) {
  one_.Replicas();
  two_.Replicas();
  redis_.Kill();
  EXPECT_EQ(two_.Take("a", 10, 1), std::nullopt);
  EXPECT_EQ(two_.Replicas(), 2);
}

TEST_F(RedisQuotaLedgerTest, APoisonedCountGrantsNoMoreThanWasWanted) {
  one_.Take("a", kAlmostNever, 1);
  for (const std::string poison : {"-1e18", "1e18.0:1", "9.9:99999999999999", "nan:1"}) {
    redis_.Run({"EVAL",
                "for _, k in ipairs(redis.call('KEYS', '*')) do"
                " redis.call('SET', k, ARGV[1]) end",
                "0", poison});
    const auto granted = one_.Take("a", kAlmostNever, 0.5);
    EXPECT_TRUE(granted == std::nullopt || (*granted >= 0 && *granted <= 0.5)) << poison;
  }
  redis_.Run({"EVAL",
              "for _, k in ipairs(redis.call('KEYS', '*')) do"
              " redis.call('DEL', k) redis.call('LPUSH', k, 'x') end",
              "0"});
  EXPECT_EQ(one_.Take("a", kAlmostNever, 3), std::nullopt);
}

TEST(RandomReplicaName, IsNotThatOfAnother) { EXPECT_NE(RandomReplicaName(), RandomReplicaName()); }

}  // namespace
}  // namespace peerage::cache
