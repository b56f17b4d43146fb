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
  std::lock_guard lock(mutex_);
  head_seq_ = head_seq;
  heard_at_ = Clock::now();
  if (current_ == nullptr && head_seq == 0) current_ = std::make_shared<const Snapshot>();
  if (current_ != nullptr && current_->seq >= head_seq) caught_up_ = true;
}

bool SnapshotHolder::CaughtUp() const {
  std::lock_guard lock(mutex_);
  return caught_up_;
}

std::chrono::milliseconds SnapshotHolder::Age() const {
  std::lock_guard lock(mutex_);
  if (!heard_at_) return std::chrono::milliseconds(0);
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - *heard_at_);
}

std::shared_ptr<const Snapshot> SnapshotHolder::WaitForSeq(
    int64_t seq, std::chrono::system_clock::time_point deadline) const {
  std::unique_lock lock(mutex_);
  swapped_.wait_until(lock, deadline, [&] { return current_ != nullptr && current_->seq >= seq; });
  return current_;
}

}  // namespace peerage::ranking
