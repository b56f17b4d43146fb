#include "services/runtime/listen_address.h"

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace peerage::runtime {

absl::StatusOr<ListenAddress> ParseListenAddress(const std::string& flag, const std::string& text) {
  const size_t colon = text.rfind(':');
  ListenAddress address;
  if (colon == std::string::npos || colon == 0 ||
      !absl::SimpleAtoi(text.substr(colon + 1), &address.port) || address.port < 0 ||
      address.port > 65535) {
    return absl::InvalidArgumentError(absl::StrCat(flag, ": cannot listen on \"", text,
                                                   "\": give HOST:PORT, for example "
                                                   "127.0.0.1:7401"));
  }
  address.host = text.substr(0, colon);
  const bool dotted = address.host.find_first_not_of("0123456789.") == std::string::npos;
  address.loopback = address.host == "localhost" || address.host == "[::1]" ||
                     (dotted && absl::StartsWith(address.host, "127."));
  return address;
}

}  // namespace peerage::runtime
