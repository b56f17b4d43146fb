#include "services/runtime/certificate_watch.h"

#include <chrono>
#include <utility>

#include "absl/time/clock.h"
#include "services/runtime/logging.h"
#include "services/runtime/tls.h"

namespace peerage::runtime {
namespace {

constexpr std::chrono::seconds kLookEvery{5};
constexpr absl::Duration kWarnBefore = absl::Hours(14 * 24);

}  // namespace

CertificateWatch::CertificateWatch(std::string directory, RpcMetrics& metrics)
    : directory_(std::move(directory)), metrics_(metrics), thread_([this] { Watch(); }) {}

CertificateWatch::~CertificateWatch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

void CertificateWatch::Watch() {
  std::unique_lock lock(mutex_);
  do {
    lock.unlock();
    Look();
    lock.lock();
  } while (!stop_.wait_for(lock, kLookEvery, [this] { return stopping_; }));
}

void CertificateWatch::Look() {
  const int64_t failures = HandshakeFailures();
  metrics_.handshake_failures.Increment(static_cast<double>(failures - failures_counted_));
  failures_counted_ = failures;
  const auto end = CertificateEnd(directory_);
  // In the middle of a rotation the next look finds it.
  if (!end.ok()) return;
  metrics_.certificate_not_after_seconds.Set(static_cast<double>(absl::ToUnixSeconds(*end)));
  const absl::Time now = absl::Now();
  const int64_t day = absl::ToUnixSeconds(now) / 86400;
  if (*end - now >= kWarnBefore || day == warned_on_day_) return;
  warned_on_day_ = day;
  LogWarning("certificate ends soon", {{LogKey::kHoursLeft, absl::ToInt64Hours(*end - now)}});
}

}  // namespace peerage::runtime
