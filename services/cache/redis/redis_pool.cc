#include "services/cache/redis/redis_pool.h"

#include <utility>

#include "absl/status/status.h"

namespace peerage::cache {
namespace {

// Not on any caller's way, so there is time for a name and a slow handshake; no
// more, because the end of the process waits for it.
constexpr std::chrono::seconds kConnectTimeout(1);
// After a connection could not be made.
constexpr std::chrono::milliseconds kPause(100);

}  // namespace

RedisPool::RedisPool(RedisAddress address, RedisLimits limits, Watcher watcher,
                     Breaker::Clock clock)
    : address_(std::move(address)),
      limits_(limits),
      watcher_(std::move(watcher)),
      breaker_(std::move(clock)),
      maintainer_([this] { Maintain(); }) {}

RedisPool::~RedisPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  maintainer_.join();
}

absl::StatusOr<RedisReply> RedisPool::Run(const std::vector<std::string_view>& words) {
  const auto deadline = std::chrono::steady_clock::now() + limits_.command_timeout;
  std::unique_ptr<RedisConnection> connection = Take(deadline);
  if (connection == nullptr) return absl::UnavailableError("there is no connection to Redis");
  absl::StatusOr<RedisReply> reply = connection->Run(words, deadline);
  if (!reply.ok()) {
    connection.reset();
    breaker_.Failed();
    Drop();
    return reply;
  }
  GiveBack(std::move(connection));
  if (reply->kind == RedisReply::Kind::kError) return absl::InternalError("Redis said an error");
  return reply;
}

bool RedisPool::WaitUntilConnected(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, timeout, [this] { return !idle_.empty() && breaker_.closed(); });
}

std::unique_ptr<RedisConnection> RedisPool::Take(RedisConnection::Deadline deadline) {
  if (!breaker_.closed()) return nullptr;
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, deadline, [this] { return !idle_.empty() || open_ == 0; });
  if (idle_.empty()) return nullptr;
  std::unique_ptr<RedisConnection> connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

void RedisPool::GiveBack(std::unique_ptr<RedisConnection> connection) {
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  }
  changed_.notify_all();
}

void RedisPool::Drop() {
  {
    const std::lock_guard lock(mutex_);
    --open_;
  }
  changed_.notify_all();
}

void RedisPool::Maintain() {
  while (true) {
    const bool connected = Wanted() && Connect();
    std::unique_lock lock(mutex_);
    if (Full()) {
      // Whoever drops a connection wakes this thread.
      changed_.wait(lock, [this] { return stopping_ || !Full(); });
    } else if (!connected) {
      changed_.wait_for(lock, kPause, [this] { return stopping_; });
    }
    if (stopping_) return;
  }
}

bool RedisPool::Wanted() {
  Connections useless;
  const std::lock_guard lock(mutex_);
  if (breaker_.closed()) return open_ < limits_.connections;
  // A probe makes a connection anew: those from before may hang like the others.
  open_ -= idle_.size();
  std::swap(useless, idle_);
  return breaker_.TakeProbe();
}

bool RedisPool::Connect() {
  auto connection =
      RedisConnection::Open(address_, std::chrono::steady_clock::now() + kConnectTimeout);
  if (watcher_ && reached_ != connection.ok()) watcher_(connection.status());
  reached_ = connection.ok();
  if (!connection.ok()) {
    breaker_.Failed();
    return false;
  }
  breaker_.Succeeded();
  {
    const std::lock_guard lock(mutex_);
    ++open_;
  }
  GiveBack(*std::move(connection));
  return true;
}

}  // namespace peerage::cache
