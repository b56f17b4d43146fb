#include "services/store/failpoint.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace peerage::store {
namespace {

// In the order of the enum.
constexpr std::array kNames = {
    "import-header",  "import-received", "import-read",    "import-answer", "commit-begin",
    "commit-release", "commit-content",  "commit-key",     "commit-audit",  "commit-done",
    "report-asked",   "report-built",    "report-answer",  "archive-begin", "archive-report",
    "archive-key",    "archive-audit",   "archive-done",   "record-begin",  "record-audit",
    "record-done",    "migrate-begin",   "migrate-tables", "migrate-rows",  "migrate-done",
};
static_assert(kNames.size() == static_cast<size_t>(Failpoint::kMigrateDone) + 1);

constexpr int kLongestDelayMs = 60'000;

enum class Action { kNone, kKill, kError, kDelay };

struct Plan {
  Action action = Action::kNone;
  int delay_ms = 0;
  // 0: at every pass.
  int64_t nth = 0;
  std::atomic<int64_t> passes{0};
};

std::array<Plan, kNames.size()> plans;

absl::Status Bad(absl::string_view item, absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("PEERAGE_FAILPOINT: \"", item, "\": ", what,
                   "; write NAME:kill, NAME:error or NAME:delay=MS, and :N for the Nth pass only"));
}

absl::Status SetAction(absl::string_view item, absl::string_view action, Plan& plan) {
  if (action == "kill") {
    plan.action = Action::kKill;
  } else if (action == "error") {
    plan.action = Action::kError;
  } else if (absl::ConsumePrefix(&action, "delay=")) {
    plan.action = Action::kDelay;
    if (!absl::SimpleAtoi(action, &plan.delay_ms) || plan.delay_ms < 0 ||
        plan.delay_ms > kLongestDelayMs) {
      return Bad(item, "a delay has 0 to 60000 milliseconds");
    }
  } else {
    return Bad(item, "there is no such action");
  }
  return absl::OkStatus();
}

absl::Status ArmOne(absl::string_view item) {
  const std::vector<absl::string_view> parts = absl::StrSplit(item, ':');
  if (parts.size() < 2 || parts.size() > 3) return Bad(item, "it has no action");
  size_t place = 0;
  while (place < kNames.size() && parts[0] != kNames[place]) ++place;
  if (place == kNames.size()) {
    return Bad(item,
               absl::StrCat("there is no such place; there are ", absl::StrJoin(kNames, ", ")));
  }
  Plan& plan = plans[place];
  if (absl::Status status = SetAction(item, parts[1], plan); !status.ok()) return status;
  plan.nth = 0;
  plan.passes = 0;
  if (parts.size() == 3 && (!absl::SimpleAtoi(parts[2], &plan.nth) || plan.nth < 1)) {
    return Bad(item, "a count is 1 or more");
  }
  return absl::OkStatus();
}

}  // namespace

namespace internal {

std::atomic<bool> failpoints_armed{false};

absl::Status Pass(Failpoint failpoint) {
  const auto place = static_cast<size_t>(failpoint);
  Plan& plan = plans[place];
  if (plan.action == Action::kNone) return absl::OkStatus();
  const int64_t pass = ++plan.passes;
  if (plan.nth != 0 && pass != plan.nth) return absl::OkStatus();
  if (plan.action == Action::kKill) {
    raise(SIGKILL);
  } else if (plan.action == Action::kDelay) {
    std::this_thread::sleep_for(std::chrono::milliseconds(plan.delay_ms));
    return absl::OkStatus();
  }
  return absl::UnavailableError(absl::StrCat("failpoint ", kNames[place]));
}

}  // namespace internal

absl::Status ArmFailpoints(std::string_view value) {
  internal::failpoints_armed = false;
  for (Plan& plan : plans) plan.action = Action::kNone;
  if (value.empty()) return absl::OkStatus();
  for (const absl::string_view item :
       absl::StrSplit(absl::string_view(value.data(), value.size()), ',')) {
    if (absl::Status status = ArmOne(item); !status.ok()) return status;
  }
  internal::failpoints_armed = true;
  return absl::OkStatus();
}

}  // namespace peerage::store
