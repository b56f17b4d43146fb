#include "services/runtime/exposure.h"

#include <cstdlib>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/runtime/listen_address.h"

namespace peerage::runtime {
namespace {

absl::Status CheckListener(const char* flag, const std::string& text, const ServerConfig& config) {
  const auto address = ParseListenAddress(flag, text);
  if (!address.ok()) return address.status();
  if (address->loopback) return absl::OkStatus();
  if (config.tls_dir.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        flag, ": refusing to listen on \"", text,
        "\": without mutual TLS only a loopback address may be served; give --tls-dir and "
        "--policy, or use 127.0.0.1:PORT"));
  }
  if (std::getenv("PEERAGE_FAILPOINT") != nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat(flag, ": refusing to listen on \"", text,
                     "\" while PEERAGE_FAILPOINT is set: failpoints are for tests on loopback"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckExposure(const ServerConfig& config) {
  if (auto checked = CheckListener("--listen", config.listen, config); !checked.ok()) {
    return checked;
  }
  for (const auto& [flag, text] : {std::pair("--health-listen", &config.health_listen),
                                   std::pair("--metrics-listen", &config.metrics_listen)}) {
    if (text->empty()) continue;
    if (auto checked = CheckListener(flag, *text, config); !checked.ok()) return checked;
  }
  if (!config.tls_dir.empty() && config.policy_file.empty()) {
    return absl::InvalidArgumentError(
        "--tls-dir without --policy: certificates say who calls, the policy says what they may "
        "do; give --policy FILE");
  }
  return absl::OkStatus();
}

}  // namespace peerage::runtime
