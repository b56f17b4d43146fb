#include "clients/cpp/target.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace peerage::client {
namespace {

bool IsIpv4(const std::string& host) {
  return !host.empty() && host.find_first_not_of("0123456789.") == std::string::npos;
}

bool IsIpv6(const std::string& host) { return host.find(':') != std::string::npos; }

bool IsLoopback(const std::string& host) {
  return host == "localhost" || host == "::1" || (IsIpv4(host) && absl::StartsWith(host, "127."));
}

bool HasPort(const std::string& endpoint) {
  const size_t colon = endpoint.rfind(':');
  int port = 0;
  return colon != std::string::npos && colon > 0 && endpoint.back() != ']' &&
         absl::SimpleAtoi(endpoint.substr(colon + 1), &port) && port > 0 && port <= 65535 &&
         (!IsIpv6(endpoint.substr(0, colon)) || endpoint.front() == '[');
}

absl::Status Wrong(const std::string& text, const std::string& what) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", text, "\" ", what,
                   "; give for example 127.0.0.1:7401, 10.0.0.1:7401,10.0.0.2:7401 or "
                   "dns:///ranking:7401"));
}

// Of endpoints without a scheme.
absl::StatusOr<std::string> Dialled(const std::string& text,
                                    const std::vector<std::string>& endpoints) {
  if (endpoints.size() == 1) return absl::StrCat("dns:///", text);
  const auto all = [&](bool (*is)(const std::string&)) {
    return std::all_of(endpoints.begin(), endpoints.end(),
                       [is](const std::string& endpoint) { return is(HostOf(endpoint)); });
  };
  if (all(IsIpv4)) return absl::StrCat("ipv4:", text);
  if (all(IsIpv6)) return absl::StrCat("ipv6:", text);
  return Wrong(text, "lists names, and only numeric addresses can be listed");
}

}  // namespace

std::string HostOf(const std::string& endpoint) {
  std::string host = endpoint.substr(0, endpoint.rfind(':'));
  if (absl::StartsWith(host, "[") && absl::EndsWith(host, "]")) {
    host = host.substr(1, host.size() - 2);
  }
  return host;
}

bool IsNumeric(const std::string& host) { return IsIpv4(host) || IsIpv6(host); }

absl::StatusOr<Target> ParseTarget(const std::string& text) {
  if (absl::StartsWith(text, "unix:")) return Target{text, {text.substr(5)}, true};
  Target target;
  std::string listed = text;
  for (const char* scheme : {"dns:", "ipv4:", "ipv6:"}) {
    if (!absl::StartsWith(text, scheme)) continue;
    target.dialled = text;
    // dns://SERVER/NAME:PORT names its server before the last slash.
    listed = text.substr(std::max(text.rfind('/') + 1, std::string(scheme).size()));
  }
  target.endpoints = absl::StrSplit(listed, ',');
  if (!std::all_of(target.endpoints.begin(), target.endpoints.end(), HasPort)) {
    return Wrong(text, "is not HOST:PORT");
  }
  if (target.dialled.empty()) {
    auto dialled = Dialled(text, target.endpoints);
    if (!dialled.ok()) return dialled.status();
    target.dialled = *std::move(dialled);
  }
  target.loopback =
      std::all_of(target.endpoints.begin(), target.endpoints.end(),
                  [](const std::string& endpoint) { return IsLoopback(HostOf(endpoint)); });
  return target;
}

}  // namespace peerage::client
