#include "clients/cpp/retry_policy.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/numbers.h"

namespace peerage::client {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause(50);
constexpr milliseconds kLongestPause(1'000);

}  // namespace

milliseconds AttemptTimeout(Patience patience, milliseconds timeout, milliseconds left) {
  if (patience == Patience::kAll) return left;
  // Not nothing, where a caller is in a great hurry.
  return std::min(left, std::max(timeout / 3, milliseconds(1)));
}

std::optional<milliseconds> PauseBeforeRetry(grpc::StatusCode status,
                                             const std::optional<std::string>& pushback,
                                             int failures, double random) {
  const bool refused = status == grpc::StatusCode::RESOURCE_EXHAUSTED && pushback.has_value();
  if (status != grpc::StatusCode::UNAVAILABLE && !refused) return std::nullopt;
  if (failures >= kMaxAttempts) return std::nullopt;
  if (pushback) {
    int64_t wanted_ms = 0;
    // Negative, or no number: the service asks not to be asked again.
    if (!absl::SimpleAtoi(*pushback, &wanted_ms) || wanted_ms < 0) return std::nullopt;
    return milliseconds(wanted_ms);
  }
  const milliseconds full = std::min(kFirstPause * (1 << (failures - 1)), kLongestPause);
  // Half of it is fixed and half drawn, so that callers do not come back
  // together.
  return full / 2 +
         milliseconds(static_cast<int64_t>(static_cast<double>(full.count()) / 2 * random));
}

}  // namespace peerage::client
