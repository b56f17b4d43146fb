#include "clients/cpp/addresses.h"

#include <netdb.h>
#include <sys/socket.h>

#include <array>
#include <memory>
#include <set>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace peerage::client {
namespace {

std::string WithPort(const std::string& host, const std::string& port) {
  const bool ipv6 = absl::StrContains(host, ":");
  return ipv6 ? absl::StrCat("[", host, "]:", port) : absl::StrCat(host, ":", port);
}

absl::Status NoAddress(const std::string& host, int error) {
  return absl::UnavailableError(
      absl::StrCat("the name ", host, " has no address (", gai_strerror(error),
                   "); correct it, or ask again when the name service answers"));
}

absl::StatusOr<std::vector<std::string>> Resolve(const std::string& endpoint) {
  const std::string host = HostOf(endpoint);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  // An address of a kind that this machine has no way to is nobody's fault.
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* listed = nullptr;
  if (const int error = getaddrinfo(host.c_str(), nullptr, &hints, &listed); error != 0) {
    return NoAddress(host, error);
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(listed, &freeaddrinfo);
  std::set<std::string> addresses;
  for (const addrinfo* found = listed; found != nullptr; found = found->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    const int error = getnameinfo(found->ai_addr, found->ai_addrlen, text.data(), text.size(),
                                  nullptr, 0, NI_NUMERICHOST);
    if (error != 0) return NoAddress(host, error);
    addresses.insert(WithPort(text.data(), endpoint.substr(endpoint.rfind(':') + 1)));
  }
  return std::vector<std::string>(addresses.begin(), addresses.end());
}

}  // namespace

absl::StatusOr<std::vector<std::string>> AddressesOf(const Target& target) {
  if (absl::StartsWith(target.dialled, "unix:")) return std::vector{target.dialled};
  // Only numbers can be listed.
  const std::string& first = target.endpoints.front();
  const std::string host = HostOf(first);
  if (target.endpoints.size() > 1 || IsNumeric(host) || host == "localhost") {
    return target.endpoints;
  }
  if (absl::StartsWith(target.dialled, "dns://") && !absl::StartsWith(target.dialled, "dns:///")) {
    return absl::InvalidArgumentError(absl::StrCat("to find each address of ", target.dialled,
                                                   ", name no DNS server: give dns:///", first,
                                                   ", or list the addresses"));
  }
  return Resolve(first);
}

}  // namespace peerage::client
