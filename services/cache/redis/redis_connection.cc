#include "services/cache/redis/redis_connection.h"

#include <hiredis/hiredis.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <ctime>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/cache/byte_cache.h"
#include "services/cache/redis/redis_host.h"

namespace peerage::cache {
namespace {

// A value, and room for the reply's framing and an error's text.
constexpr size_t kMostReplyBytes = kMaxValueBytes + (64 << 10);

void* RefuseArray(const redisReadTask* /*task*/, int /*elements*/) { return nullptr; }

// hiredis's own makers of replies, but for arrays: no command in use is
// answered by one, and their announced length would be allocated.
redisReplyObjectFunctions* WithoutArrays(const redisReplyObjectFunctions& makers) {
  static redisReplyObjectFunctions without = [&] {
    redisReplyObjectFunctions copy = makers;
    copy.createArray = RefuseArray;
    return copy;
  }();
  return &without;
}

absl::Status LateError() { return absl::DeadlineExceededError("Redis did not answer in time"); }

absl::Status BrokenError() { return absl::UnavailableError("the connection to Redis broke"); }

RedisReply ToReply(const redisReply& reply) {
  switch (reply.type) {
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS:
      return {.kind = RedisReply::Kind::kText, .text = std::string(reply.str, reply.len)};
    case REDIS_REPLY_ERROR:
      return {.kind = RedisReply::Kind::kError, .text = std::string(reply.str, reply.len)};
    case REDIS_REPLY_INTEGER:
      return {.kind = RedisReply::Kind::kInteger, .integer = reply.integer};
    default:
      return {};
  }
}

// A command as RESP2 spells it.
std::string Spell(const std::vector<std::string_view>& words) {
  std::string bytes = absl::StrCat("*", words.size(), "\r\n");
  for (const std::string_view word : words) {
    absl::StrAppend(&bytes, "$", word.size(), "\r\n");
    bytes.append(word).append("\r\n");
  }
  return bytes;
}

}  // namespace

absl::StatusOr<std::unique_ptr<RedisConnection>> RedisConnection::Open(const RedisAddress& address,
                                                                       Deadline deadline) {
  const absl::StatusOr<RedisHost> host = ResolveRedisHost(address.address, deadline);
  if (!host.ok()) return host.status();
  redisContext* const context = host->unix_path.empty()
                                    ? redisConnectNonBlock(host->numeric_host.c_str(), host->port)
                                    : redisConnectUnixNonBlock(host->unix_path.c_str());
  if (context == nullptr) return absl::UnavailableError("there is no memory for a connection");
  std::unique_ptr<RedisConnection> connection(new RedisConnection(context));
  if (context->err != 0) return absl::UnavailableError("Redis cannot be reached");
  if (absl::Status status = connection->FinishConnecting(deadline); !status.ok()) return status;
  if (absl::Status status = connection->Login(address, deadline); !status.ok()) return status;
  return connection;
}

RedisConnection::RedisConnection(redisContext* context) : context_(context) {
  if (context_->reader != nullptr) context_->reader->fn = WithoutArrays(*context_->reader->fn);
}

RedisConnection::~RedisConnection() { redisFree(context_); }

absl::StatusOr<RedisReply> RedisConnection::Run(const std::vector<std::string_view>& words,
                                                Deadline deadline) {
  if (absl::Status status = Send(Spell(words), deadline); !status.ok()) return status;
  return Receive(deadline);
}

absl::Status RedisConnection::FinishConnecting(Deadline deadline) {
  if (absl::Status status = WaitFor(POLLOUT, deadline); !status.ok()) return status;
  int error = 0;
  socklen_t size = sizeof(error);
  if (getsockopt(context_->fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) {
    return absl::UnavailableError("Redis cannot be reached");
  }
  return absl::OkStatus();
}

absl::Status RedisConnection::Login(const RedisAddress& address, Deadline deadline) {
  std::vector<std::string_view> words = {"PING"};
  if (!address.password.empty()) {
    words = {"AUTH"};
    if (!address.user.empty()) words.emplace_back(address.user);
    words.emplace_back(address.password.Reveal());
  }
  const absl::StatusOr<RedisReply> reply = Run(words, deadline);
  if (!reply.ok()) return reply.status();
  if (reply->kind != RedisReply::Kind::kError) return absl::OkStatus();
  // The server's text is not passed on: it may quote what it was sent.
  return absl::PermissionDeniedError("Redis refuses this user or password");
}

// Not redisBufferWrite, which would let a closed connection raise SIGPIPE.
absl::Status RedisConnection::Send(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    const ssize_t sent = send(context_->fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(sent);
    } else if (errno == EAGAIN) {
      if (absl::Status status = WaitFor(POLLOUT, deadline); !status.ok()) return status;
    } else if (errno != EINTR) {
      return BrokenError();
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<RedisReply> RedisConnection::Receive(Deadline deadline) {
  while (true) {
    void* raw = nullptr;
    if (redisGetReplyFromReader(context_, &raw) != REDIS_OK) return BrokenError();
    if (raw != nullptr) {
      const std::unique_ptr<void, void (*)(void*)> reply(raw, freeReplyObject);
      return ToReply(*static_cast<const redisReply*>(raw));
    }
    if (context_->reader->len > kMostReplyBytes) {
      return absl::ResourceExhaustedError("Redis answered more than a value can be");
    }
    if (absl::Status status = WaitFor(POLLIN, deadline); !status.ok()) return status;
    if (redisBufferRead(context_) != REDIS_OK) return BrokenError();
  }
}

absl::Status RedisConnection::WaitFor(int16_t events, Deadline deadline) const {
  pollfd waiting{.fd = context_->fd, .events = events, .revents = 0};
  while (true) {
    const auto left = std::max(deadline - std::chrono::steady_clock::now(), Deadline::duration(0));
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
    const auto rest = std::chrono::duration_cast<std::chrono::nanoseconds>(left - seconds);
    const timespec timeout{.tv_sec = seconds.count(), .tv_nsec = rest.count()};
    const int ready = ppoll(&waiting, 1, &timeout, nullptr);
    if (ready > 0) return absl::OkStatus();
    if (ready == 0) return LateError();
    if (errno != EINTR) return BrokenError();
  }
}

}  // namespace peerage::cache
