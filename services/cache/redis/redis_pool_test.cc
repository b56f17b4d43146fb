// The pool against a real Redis that misbehaves, and against servers that are
// none.
#include "services/cache/redis/redis_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "services/cache/redis/redis_tier.h"
#include "tests/testing/redis_server.h"

namespace peerage::cache {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::RedisServer;

// Above it a test hangs; below it a machine is slow.
constexpr seconds kSoon(20);

const CacheKey kOne{.kind = "test", .seq = 7, .name = "one"};
const CacheKey kTwo{.kind = "test", .seq = 7, .name = "two"};

RedisConfig ConfigOf(const RedisServer& server) {
  return {.address = {.address = server.address()}, .keys = {MakeSealingKey(std::string(32, 'k'))}};
}

// Whether the cache has the value within the time there is.
bool Comes(ByteCache& cache, const CacheKey& key, const std::string& value) {
  const auto deadline = std::chrono::steady_clock::now() + kSoon;
  while (std::chrono::steady_clock::now() < deadline) {
    cache.Put(key, value);
    if (cache.Get(key) == value) return true;
    std::this_thread::sleep_for(milliseconds(20));
  }
  return false;
}

class RedisFaultTest : public ::testing::Test {
 protected:
  RedisFaultTest() { EXPECT_TRUE(tier_.pool().WaitUntilConnected(kSoon)); }

  // The command's own timeout is long, so that only what a test does fails.
  RedisServer redis_;
  RedisTier tier_{ConfigOf(redis_), {.connections = 2, .command_timeout = seconds(5)}, nullptr};
  ByteCache& cache_ = tier_.cache();
};

TEST_F(RedisFaultTest, AKilledRedisIsAMissAndComesBack) {
  ASSERT_TRUE(cache_.Put(kOne, "value"));
  redis_.Kill();
  EXPECT_EQ(cache_.Get(kOne), std::nullopt);
  EXPECT_FALSE(cache_.Put(kOne, "value"));
  EXPECT_GE(tier_.counts().failures, 1);
  redis_.Start();
  EXPECT_TRUE(Comes(cache_, kOne, "value"));
}

TEST_F(RedisFaultTest, AFlushedRedisIsAMissAndNoFailure) {
  cache_.Put(kOne, "value");
  redis_.Run({"FLUSHALL"});
  EXPECT_EQ(cache_.Get(kOne), std::nullopt);
  EXPECT_EQ(tier_.counts().failures, 0);
}

TEST_F(RedisFaultTest, AnotherTypeUnderTheKeyIsAMissAndIsWrittenOver) {
  redis_.Run({"LPUSH", kOne.Text(), "x"});
  EXPECT_EQ(cache_.Get(kOne), std::nullopt);
  EXPECT_EQ(tier_.counts().failures, 1);
  EXPECT_TRUE(cache_.Put(kOne, "value"));
  EXPECT_EQ(cache_.Get(kOne), "value");
}

TEST_F(RedisFaultTest, FlippedBitsAreAMiss) {
  cache_.Put(kOne, "value");
  redis_.Run({"SETRANGE", kOne.Text(), "15", "X"});
  EXPECT_EQ(cache_.Get(kOne), std::nullopt);
  EXPECT_EQ(tier_.counts().rejected_seals, 1);
}

TEST_F(RedisFaultTest, AnAuthenticValueUnderAnotherKeyIsAMiss) {
  cache_.Put(kOne, "value");
  redis_.Run({"COPY", kOne.Text(), kTwo.Text()});
  EXPECT_EQ(cache_.Get(kTwo), std::nullopt);
  EXPECT_EQ(tier_.counts().rejected_seals, 1);
}

TEST_F(RedisFaultTest, AFullRedisThatEvictsIsMissesOnly) {
  redis_.Run({"CONFIG", "SET", "maxmemory-policy", "allkeys-lru"});
  redis_.Run({"CONFIG", "SET", "maxmemory", "3mb"});
  int found = 0;
  for (int i = 0; i < 60; ++i) {
    const CacheKey key{.kind = "test", .seq = i, .name = "value"};
    cache_.Put(key, std::string(100'000, static_cast<char>('a' + i % 26)));
    const auto value = cache_.Get({.kind = "test", .seq = i / 2, .name = "value"});
    if (!value) continue;
    ++found;
    EXPECT_EQ(*value, std::string(100'000, static_cast<char>('a' + i / 2 % 26)));
  }
  EXPECT_LT(found, 60);
}

TEST_F(RedisFaultTest, AFullRedisThatRefusesIsAMiss) {
  redis_.Run({"CONFIG", "SET", "maxmemory", "1"});
  EXPECT_FALSE(cache_.Put(kOne, "value"));
  EXPECT_EQ(cache_.Get(kOne), std::nullopt);
}

TEST_F(RedisFaultTest, AValueOfAnotherKindOfServerIsNoValue) {
  // More than a value can be: read no further, connection dropped.
  redis_.Run({"SET", kOne.Text(), std::string(kMaxValueBytes + (1 << 20), 'x')});
  EXPECT_EQ(cache_.Get(kOne), std::nullopt);
  EXPECT_TRUE(Comes(cache_, kTwo, "value"));
}

TEST(RedisPool, AFrozenRedisCostsItsTimeoutOnceAConnectionAndThenNothing) {
  RedisServer redis;
  RedisTier tier(ConfigOf(redis), {.connections = 2, .command_timeout = milliseconds(50)}, nullptr);
  ASSERT_TRUE(tier.pool().WaitUntilConnected(kSoon));
  redis.Freeze();
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(tier.cache().Get(kOne), std::nullopt);
  // A thousand timeouts would be 50 s.
  EXPECT_LT(std::chrono::steady_clock::now() - began, seconds(10));
  redis.Thaw();
  EXPECT_TRUE(Comes(tier.cache(), kOne, "value"));
}

TEST(RedisPool, StartsAndEndsWithAFrozenRedis) {
  RedisServer redis;
  redis.Freeze();
  const auto began = std::chrono::steady_clock::now();
  {
    RedisTier tier(ConfigOf(redis), {}, nullptr);
    EXPECT_FALSE(tier.cache().Put(kOne, "value"));
    EXPECT_EQ(tier.cache().Get(kOne), std::nullopt);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, seconds(10));
  redis.Thaw();
}

TEST(RedisPool, AnAbsentRedisOpensTheBreakerAndIsFoundWhenItComes) {
  RedisServer redis;
  redis.Kill();
  RedisTier tier(ConfigOf(redis), {.connections = 2, .command_timeout = seconds(5)}, nullptr);
  const auto deadline = std::chrono::steady_clock::now() + kSoon;
  while (tier.pool().breaker_closed() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(milliseconds(10));
  }
  EXPECT_FALSE(tier.pool().breaker_closed());
  EXPECT_EQ(tier.cache().Get(kOne), std::nullopt);
  redis.Start();
  EXPECT_TRUE(Comes(tier.cache(), kOne, "value"));
}

TEST(RedisPool, LogsInAsAUserWhoMayDoLittle) {
  RedisServer redis({"--user", "peerage", "on", ">open-sesame", "~peerage:*", "+get", "+set",
                     "+del", "+ping", "+eval", "+time"});
  RedisConfig config = ConfigOf(redis);
  config.address.user = "peerage";
  config.address.password = Secret("open-sesame");
  RedisTier tier(config, {.connections = 2, .command_timeout = seconds(5)}, nullptr);
  ASSERT_TRUE(tier.pool().WaitUntilConnected(kSoon));
  EXPECT_TRUE(tier.cache().Put(kOne, "value"));
  EXPECT_EQ(tier.cache().Get(kOne), "value");
  EXPECT_TRUE(absl::IsInternal(tier.pool().Run({"FLUSHALL"}).status()));
  EXPECT_TRUE(absl::IsInternal(tier.pool().Run({"GET", "other:key"}).status()));
}

TEST(RedisPool, AWrongPasswordIsToldAndNotRepeated) {
  RedisServer redis({"--requirepass", "open-sesame"});
  RedisAddress address{.address = redis.address(), .password = Secret("guess-guess")};
  std::mutex mutex;
  std::condition_variable changed;
  absl::Status told;
  const RedisPool pool(address, {}, [&](const absl::Status& status) {
    const std::lock_guard lock(mutex);
    told = status;
    changed.notify_all();
  });
  std::unique_lock lock(mutex);
  ASSERT_TRUE(changed.wait_for(lock, kSoon, [&] { return !told.ok(); }));
  EXPECT_TRUE(absl::IsPermissionDenied(told));
  EXPECT_EQ(told.message().find("guess"), std::string::npos);
}

TEST(RedisConnection, ANameIsLookedUp) {
  RedisServer redis;
  const RedisAddress address{.address = "localhost:" + std::to_string(redis.port())};
  // The machine may prefer ::1 for the name, where nobody listens.
  const auto opened = RedisConnection::Open(address, std::chrono::steady_clock::now() + kSoon);
  EXPECT_TRUE(opened.ok() || absl::IsUnavailable(opened.status())) << opened.status();
  EXPECT_FALSE(RedisConnection::Open({.address = "no-such-host.invalid:1"},
                                     std::chrono::steady_clock::now() + kSoon)
                   .ok());
}

// Answers every connection with fixed bytes.
class FalseServer {
 public:
  explicit FalseServer(std::string bytes) : bytes_(std::move(bytes)) {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    listen(listener_, 8);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { Serve(); });
  }
  ~FalseServer() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  void Serve() {
    for (int peer; (peer = accept(listener_, nullptr, nullptr)) >= 0; close(peer)) {
      send(peer, bytes_.data(), bytes_.size(), MSG_NOSIGNAL);
    }
  }

  const std::string bytes_;
  int listener_ = -1;
  int port_ = 0;
  std::thread thread_;
};

TEST(RedisConnection, WhatIsNoRedisIsAnError) {
  for (const char* bytes :
       {"", "HTTP/1.1 400 Bad Request\r\n\r\n", "+PON", "*1\r\n+PONG\r\n", "*2147483647\r\n",
        "$2147483647\r\nx", "$-2\r\n", ":99999999999999999999\r\n", "\r\n\r\n"}) {
    const FalseServer server(bytes);
    EXPECT_FALSE(RedisConnection::Open({.address = server.address()},
                                       std::chrono::steady_clock::now() + kSoon)
                     .ok())
        << bytes;
  }
}

}  // namespace
}  // namespace peerage::cache
