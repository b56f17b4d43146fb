#include "services/ranking/snapshot_holder.h"

#include <utility>

namespace peerage::ranking {

using Lock = std::lock_guard<std::mutex>;
using std::chrono::milliseconds;

ServedSnapshot SnapshotHolder::ServedNow() const {
  if (!served_) return {};
  const milliseconds age = heard_at_
                               ? std::chrono::duration_cast<milliseconds>(Clock::now() - *heard_at_)
                               : milliseconds(0);
  return {.snapshot = current_, .age = age, .stale = !confirmed_ || age > kStaleAfter};
}

ServedSnapshot SnapshotHolder::Served() const {
  const Lock lock(mutex_);
  return ServedNow();
}

ServedSnapshot SnapshotHolder::WaitForSeq(int64_t seq,
                                          std::chrono::system_clock::time_point deadline) const {
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, deadline, [&] { return served_ && current_->seq >= seq; });
  return ServedNow();
}

std::shared_ptr<const Snapshot> SnapshotHolder::Current() const {
  const Lock lock(mutex_);
  return current_;
}

void SnapshotHolder::NoteHead() {
  heard_at_ = Clock::now();
  if (current_ == nullptr || !head_seq_ || current_->seq < *head_seq_) return;
  confirmed_ = true;
  served_ = true;
}

void SnapshotHolder::Swap(std::shared_ptr<const Snapshot> next) {
  // The old snapshot is let go outside the lock: freeing it may take a while.
  {
    const Lock lock(mutex_);
    std::swap(current_, next);
    NoteHead();
  }
  changed_.notify_all();
}

void SnapshotHolder::HeardOfHead(int64_t head_seq) {
  {
    const Lock lock(mutex_);
    head_seq_ = head_seq;
    if (current_ == nullptr && head_seq == 0) current_ = std::make_shared<const Snapshot>();
    NoteHead();
  }
  changed_.notify_all();
}

bool SnapshotHolder::WantsSnapshot() const {
  const Lock lock(mutex_);
  return !served_ && !restored_ && !forgot_;
}

void SnapshotHolder::Restore(std::shared_ptr<const Snapshot> snapshot, milliseconds age) {
  const Lock lock(mutex_);
  if (served_ || forgot_) return;
  std::swap(current_, snapshot);
  head_seq_.reset();
  heard_at_ = Clock::now() - age;
  restored_ = true;
}

void SnapshotHolder::ServeStale() {
  {
    const Lock lock(mutex_);
    if (!restored_) return;
    served_ = true;
  }
  changed_.notify_all();
}

void SnapshotHolder::Forget() {
  std::shared_ptr<const Snapshot> forgotten;
  const Lock lock(mutex_);
  std::swap(current_, forgotten);
  head_seq_.reset();
  heard_at_.reset();
  served_ = confirmed_ = restored_ = false;
  forgot_ = true;
}

}  // namespace peerage::ranking
