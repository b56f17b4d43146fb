#include "services/cache/redis/redis_host.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <future>
#include <memory>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/cache/redis/redis_connection.h"

namespace peerage::cache {
namespace {

constexpr char kUnixPrefix[] = "unix:";

// The parts of the text; the host may still be a name.
absl::StatusOr<RedisHost> Split(const std::string& address) {
  if (absl::StartsWith(address, kUnixPrefix) && address.size() > sizeof(kUnixPrefix) - 1) {
    return RedisHost{.unix_path = address.substr(sizeof(kUnixPrefix) - 1)};
  }
  const size_t colon = address.rfind(':');
  int port = 0;
  if (colon == std::string::npos || colon == 0 ||
      !absl::SimpleAtoi(address.substr(colon + 1), &port) || port < 1 || port > 65535) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", address, "\" is not HOST:PORT; give for example 127.0.0.1:6379"));
  }
  std::string host = address.substr(0, colon);
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return RedisHost{.numeric_host = std::move(host), .port = port};
}

bool IsNumeric(const std::string& host) {
  in6_addr parsed;
  return inet_pton(AF_INET, host.c_str(), &parsed) == 1 ||
         inet_pton(AF_INET6, host.c_str(), &parsed) == 1;
}

// Empty when there is no such name.
std::string LookUp(const std::string& name) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* raw = nullptr;
  if (getaddrinfo(name.c_str(), nullptr, &hints, &raw) != 0) return "";
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> found(raw, freeaddrinfo);
  std::array<char, NI_MAXHOST> text{};
  const int done = getnameinfo(found->ai_addr, found->ai_addrlen, text.data(), text.size(), nullptr,
                               0, NI_NUMERICHOST);
  return done == 0 ? std::string(text.data()) : "";
}

}  // namespace

absl::Status CheckRedisAddress(const std::string& address) { return Split(address).status(); }

absl::StatusOr<RedisHost> ResolveRedisHost(const std::string& address,
                                           std::chrono::steady_clock::time_point deadline) {
  absl::StatusOr<RedisHost> host = Split(address);
  if (!host.ok() || !host->unix_path.empty() || IsNumeric(host->numeric_host)) return host;
  // getaddrinfo cannot be given a deadline or be called off.
  std::packaged_task<std::string()> look_up([name = host->numeric_host] { return LookUp(name); });
  std::future<std::string> found = look_up.get_future();
  std::thread(std::move(look_up)).detach();
  if (found.wait_until(deadline) != std::future_status::ready) {
    return absl::DeadlineExceededError("the name of the Redis host was not found in time");
  }
  host->numeric_host = found.get();
  if (host->numeric_host.empty()) return absl::UnavailableError("the Redis host has no address");
  return host;
}

}  // namespace peerage::cache
