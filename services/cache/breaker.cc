#include "services/cache/breaker.h"

namespace peerage::cache {
namespace {

constexpr size_t kFailuresToOpen = 5;
constexpr std::chrono::seconds kWithin(1);
constexpr std::chrono::seconds kProbeEvery(1);

}  // namespace

bool Breaker::closed() const {
  const std::lock_guard lock(mutex_);
  return !open_;
}

void Breaker::Failed() {
  const std::lock_guard lock(mutex_);
  if (open_) return;
  const Time now = clock_();
  failures_.push_back(now);
  if (failures_.size() > kFailuresToOpen) failures_.pop_front();
  if (failures_.size() < kFailuresToOpen || now - failures_.front() > kWithin) return;
  open_ = true;
  failures_.clear();
  next_probe_ = now + kProbeEvery;
}

void Breaker::Succeeded() {
  const std::lock_guard lock(mutex_);
  open_ = false;
}

bool Breaker::TakeProbe() {
  const std::lock_guard lock(mutex_);
  if (!open_) return false;
  const Time now = clock_();
  if (now < next_probe_) return false;
  next_probe_ = now + kProbeEvery;
  return true;
}

}  // namespace peerage::cache
