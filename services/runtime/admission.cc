#include "services/runtime/admission.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/runtime/error.h"

namespace peerage::runtime {
namespace {

using std::chrono::steady_clock;

// An account that nobody used for so long is forgotten, uploads and all but
// those of the present day.
constexpr std::chrono::minutes kForgetAfter{10};

int64_t DayOf(std::chrono::system_clock::time_point time) {
  return std::chrono::duration_cast<std::chrono::hours>(time.time_since_epoch()).count() / 24;
}

absl::Status OverQuota(const std::string& what) {
  return Error(absl::StatusCode::kResourceExhausted, Reason::kQuota, what);
}

// What one replica may hold of a burst: one call at least, however many share it.
double ShareOf(const Quota& quota, int replicas) { return std::max(1.0, quota.burst / replicas); }

double SliceOf(double calls_per_second) {
  return calls_per_second * std::chrono::duration<double>(Admission::kSlice).count();
}

}  // namespace

Admission::Place& Admission::Place::operator=(Place&& other) noexcept {
  std::swap(running_, other.running_);
  return *this;
}

Admission::Place::~Place() {
  if (running_ != nullptr) running_->fetch_sub(1);
}

Admission::Admission(Clock clock, WallClock wall_clock)
    : clock_(std::move(clock)), wall_clock_(std::move(wall_clock)) {}

Admission::~Admission() { StopRefilling(); }

void Admission::StartRefilling(cache::QuotaLedger* ledger) {
  thread_ = std::thread([this, ledger] {
    std::unique_lock lock(thread_mutex_);
    while (!stop_.wait_for(lock, kSlice, [this] { return stopping_; })) {
      lock.unlock();
      Refill(ledger);
      lock.lock();
    }
  });
}

void Admission::StopRefilling() {
  {
    const std::lock_guard lock(thread_mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  if (thread_.joinable()) thread_.join();
}

// Who has room for tokens; forgets who has long been silent.
std::map<std::string, Admission::Thirst> Admission::Thirsty() {
  const std::lock_guard lock(mutex_);
  const steady_clock::time_point now = clock_();
  const int64_t today = DayOf(wall_clock_());
  std::map<std::string, Thirst> thirsty;
  for (auto it = accounts_.begin(); it != accounts_.end();) {
    const Account& account = it->second;
    const bool uploaded_today = account.upload_day == today && account.uploaded_bytes > 0;
    if (now - account.used > kForgetAfter && account.running->load() == 0 && !uploaded_today) {
      it = accounts_.erase(it);
      continue;
    }
    const double room = ShareOf(account.quota, replicas_) - account.tokens;
    if (account.quota.calls_per_second > 0 && room > 0) {
      thirsty.emplace(it->first, Thirst{account.quota.calls_per_second, room});
    }
    ++it;
  }
  return thirsty;
}

void Admission::Refill(cache::QuotaLedger* ledger) {
  // The ledger may be slow: no call waits for it.
  std::map<std::string, double> grants;
  const int replicas = ledger == nullptr ? 1 : std::max(1, ledger->Replicas());
  for (const auto& [identity, thirst] : Thirsty()) {
    const double slice = SliceOf(thirst.calls_per_second);
    std::optional<double> granted;
    if (ledger != nullptr) {
      // What does not fit would be lost to the replicas that go without.
      granted = ledger->Take(identity, thirst.calls_per_second, std::min(slice, thirst.room));
    }
    grants[identity] = granted.value_or(slice / replicas);
  }
  const std::lock_guard lock(mutex_);
  replicas_ = replicas;
  for (const auto& [identity, tokens] : grants) {
    const auto found = accounts_.find(identity);
    if (found == accounts_.end()) continue;
    Account& account = found->second;
    account.tokens = std::min(account.tokens + tokens, ShareOf(account.quota, replicas_));
  }
}

Admission::Account& Admission::AccountOf(const std::string& identity, const Quota& quota) {
  const auto [found, added] = accounts_.try_emplace(identity);
  Account& account = found->second;
  if (added) account.tokens = ShareOf(quota, replicas_);
  account.quota = quota;
  account.used = clock_();
  return account;
}

absl::Status Admission::Enter(const std::string& identity, const Quota& quota, Place& place) {
  if (quota.calls_per_second == 0 && quota.concurrent == 0) return absl::OkStatus();
  const std::lock_guard lock(mutex_);
  Account& account = AccountOf(identity, quota);
  if (quota.concurrent > 0 && account.running->load() >= quota.concurrent) {
    return OverQuota(absl::StrCat("you have ", quota.concurrent,
                                  " calls running, which is your limit; wait for one to end"));
  }
  if (quota.calls_per_second > 0) {
    if (account.tokens < 1) {
      return OverQuota(absl::StrCat("you may begin ", quota.calls_per_second,
                                    " calls a second; slow down and try again"));
    }
    account.tokens -= 1;
  }
  account.running->fetch_add(1);
  place = Place(account.running);
  return absl::OkStatus();
}

absl::Status Admission::CountUpload(const std::string& identity, const Quota& quota,
                                    int64_t bytes) {
  if (quota.upload_bytes_per_day == 0) return absl::OkStatus();
  const std::lock_guard lock(mutex_);
  Account& account = AccountOf(identity, quota);
  const int64_t today = DayOf(wall_clock_());
  if (account.upload_day != today) account.uploaded_bytes = 0;
  account.upload_day = today;
  if (account.uploaded_bytes + bytes > quota.upload_bytes_per_day) {
    return OverQuota(absl::StrCat("you may upload ", quota.upload_bytes_per_day >> 20,
                                  " MiB a day; try again tomorrow (UTC), or ask the operators "
                                  "for more"));
  }
  account.uploaded_bytes += bytes;
  return absl::OkStatus();
}

}  // namespace peerage::runtime
