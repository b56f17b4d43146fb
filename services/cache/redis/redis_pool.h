// A few connections to one Redis that answer within a budget, or at once say
// that they cannot.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "services/cache/breaker.h"
#include "services/cache/redis/redis_connection.h"

namespace peerage::cache {

struct RedisLimits {
  // How many commands may run at a time.
  size_t connections = 4;
  // The longest that a command may take.
  std::chrono::milliseconds command_timeout{10};
};

// Connecting, looking up a name, AUTH and the breaker's probes are the work of
// a thread of its own: a caller never waits longer than one command may take,
// and does not wait at all while Redis is away. A connection is dropped after its first
// error and made again there. Safe from any thread.
class RedisPool {
 public:
  // Told, from the pool's thread, when Redis is first reached or refuses, and
  // whenever that changes. The text holds no secret.
  using Watcher = std::function<void(const absl::Status&)>;

  // Returns at once, with or without Redis. `watcher` may be null.
  RedisPool(RedisAddress address, RedisLimits limits, Watcher watcher = nullptr,
            Breaker::Clock clock = std::chrono::steady_clock::now);
  // Takes a second at most.
  ~RedisPool();

  RedisPool(const RedisPool&) = delete;
  RedisPool& operator=(const RedisPool&) = delete;

  // Runs one command, within its timeout and the wait for a connection that is
  // in use. UNAVAILABLE at once when there is none or the breaker is open;
  // DEADLINE_EXCEEDED after the timeout; INTERNAL when the server answers with
  // an error.
  absl::StatusOr<RedisReply> Run(const std::vector<std::string_view>& words);

  // Waits until a command could run, at most so long. For starts and tests.
  bool WaitUntilConnected(std::chrono::milliseconds timeout);

  bool breaker_closed() const { return breaker_.closed(); }

 private:
  using Connections = std::vector<std::unique_ptr<RedisConnection>>;

  void Maintain();
  // Whether there are all the connections that may be. Under the mutex.
  bool Full() const { return breaker_.closed() && open_ >= limits_.connections; }
  // Whether the maintainer should connect now.
  bool Wanted();
  // False when it could not.
  bool Connect();
  std::unique_ptr<RedisConnection> Take(RedisConnection::Deadline deadline);
  void GiveBack(std::unique_ptr<RedisConnection> connection);
  void Drop();

  const RedisAddress address_;
  const RedisLimits limits_;
  const Watcher watcher_;
  Breaker breaker_;
  // What was last told; the pool's thread.
  std::optional<bool> reached_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Connections idle_;
  // Idle ones and those in use.
  size_t open_ = 0;
  bool stopping_ = false;
  std::thread maintainer_;
};

}  // namespace peerage::cache
