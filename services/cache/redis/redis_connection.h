// One connection to Redis, by hiredis, that never waits past a deadline.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/cache/secret.h"

struct redisContext;

namespace peerage::cache {

// Where Redis is, and as whom to speak to it.
struct RedisAddress {
  // HOST:PORT, or "unix:" and the path of a socket.
  std::string address;
  // Empty: Redis's default user.
  std::string user;
  // Empty: no AUTH.
  Secret password;
};

// INVALID_ARGUMENT unless the text is HOST:PORT or unix:PATH.
absl::Status CheckRedisAddress(const std::string& address);

struct RedisReply {
  enum class Kind { kNil, kText, kInteger, kError };
  Kind kind = Kind::kNil;
  // A value, a status, or what an error says.
  std::string text;
  int64_t integer = 0;
};

// RESP2. Used by one thread at a time. After an error of any method the
// connection is useless: drop it and open another. Replies above 4 MiB and a
// little, and arrays, are such errors, so that a hostile server can fill no
// memory.
class RedisConnection {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  // Connects and authenticates; or PINGs, so that a server that accepts and is
  // frozen is no connection. DEADLINE_EXCEEDED, UNAVAILABLE; PERMISSION_DENIED
  // when the server refuses user or password.
  static absl::StatusOr<std::unique_ptr<RedisConnection>> Open(const RedisAddress& address,
                                                               Deadline deadline);
  ~RedisConnection();

  RedisConnection(const RedisConnection&) = delete;
  RedisConnection& operator=(const RedisConnection&) = delete;

  // Sends one command and reads its reply; an error that the server says is a
  // reply, of kind kError.
  absl::StatusOr<RedisReply> Run(const std::vector<std::string_view>& words, Deadline deadline);

 private:
  explicit RedisConnection(redisContext* context);

  absl::Status FinishConnecting(Deadline deadline);
  absl::Status Login(const RedisAddress& address, Deadline deadline);
  absl::Status Send(std::string_view bytes, Deadline deadline);
  absl::StatusOr<RedisReply> Receive(Deadline deadline);
  // Waits for `events` of poll(2).
  absl::Status WaitFor(int16_t events, Deadline deadline) const;

  redisContext* const context_;
};

}  // namespace peerage::cache
