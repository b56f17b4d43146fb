#include "services/ranking/snapshot_holder.h"

#include <utility>

namespace peerage::ranking {

std::shared_ptr<const Snapshot> SnapshotHolder::Current() const {
  std::lock_guard lock(mutex_);
  return current_;
}

void SnapshotHolder::Swap(std::shared_ptr<const Snapshot> next) {
  // The old snapshot is let go outside the lock: freeing it may take a while.
  {
    std::lock_guard lock(mutex_);
    std::swap(current_, next);
    heard_at_ = Clock::now();
    if (head_seq_ && current_->seq >= *head_seq_) caught_up_ = true;
  }
  swapped_.notify_all();
}

void SnapshotHolder::HeardOfHead(int64_t head_seq) {
  {
    std::lock_guard lock(mutex_);
    head_seq_ = head_seq;
    heard_at_ = Clock::now();
    if (current_ == nullptr && head_seq == 0) current_ = std::make_shared<const Snapshot>();
    if (current_ != nullptr && current_->seq >= head_seq) caught_up_ = true;
  }
  swapped_.notify_all();
}

bool SnapshotHolder::WantsSnapshot() const {
  const std::lock_guard lock(mutex_);
  return !caught_up_ && !restored_;
}

void SnapshotHolder::Restore(std::shared_ptr<const Snapshot> snapshot,
                             std::chrono::milliseconds age) {
  // The old snapshot is let go outside the lock, as in Swap.
  {
    const std::lock_guard lock(mutex_);
    if (caught_up_) return;
    std::swap(current_, snapshot);
    heard_at_ = Clock::now() - age;
    restored_ = true;
  }
  swapped_.notify_all();
}

bool SnapshotHolder::ServeStale() {
  {
    const std::lock_guard lock(mutex_);
    if (restored_) caught_up_ = true;
    if (!caught_up_) return false;
  }
  swapped_.notify_all();
  return true;
}

void SnapshotHolder::Forget() {
  std::shared_ptr<const Snapshot> forgotten;
  const std::lock_guard lock(mutex_);
  std::swap(current_, forgotten);
  head_seq_.reset();
  heard_at_.reset();
  caught_up_ = false;
  restored_ = false;
}

bool SnapshotHolder::CaughtUp() const {
  std::lock_guard lock(mutex_);
  return caught_up_;
}

std::shared_ptr<const Snapshot> SnapshotHolder::Served() const {
  const std::lock_guard lock(mutex_);
  return caught_up_ ? current_ : nullptr;
}

std::chrono::milliseconds SnapshotHolder::Age() const {
  std::lock_guard lock(mutex_);
  if (!heard_at_) return std::chrono::milliseconds(0);
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - *heard_at_);
}

std::shared_ptr<const Snapshot> SnapshotHolder::WaitForSeq(
    int64_t seq, std::chrono::system_clock::time_point deadline) const {
  std::unique_lock lock(mutex_);
  swapped_.wait_until(lock, deadline, [&] { return caught_up_ && current_->seq >= seq; });
  return caught_up_ ? current_ : nullptr;
}

}  // namespace peerage::ranking
