#include "clients/cpp/metadata.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace peerage::client {

absl::Status CheckMetadata(const std::string& what, const std::string& text) {
  const bool printable =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (printable && text.size() <= 512) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(what, " may hold at most 512 printable characters of ASCII"));
}

absl::Status CheckMetadata(const CallOptions& options) {
  absl::Status checked = CheckMetadata("the request id", options.request_id);
  checked.Update(CheckMetadata("the traceparent", options.traceparent));
  checked.Update(CheckMetadata("the end user", options.end_user));
  return checked;
}

}  // namespace peerage::client
