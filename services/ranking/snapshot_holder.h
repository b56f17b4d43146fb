// The one place where the current snapshot hangs: a follower swaps it, requests
// read it, callers with a `min_seq` wait for it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

#include "services/ranking/snapshot.h"

namespace peerage::ranking {

// Thread-safe. Readers never wait for a writer's work: the next snapshot is
// made beside the present one and swapped.
class SnapshotHolder {
 public:
  using Clock = std::chrono::steady_clock;

  // Null until the first Swap.
  std::shared_ptr<const Snapshot> Current() const;

  // Replaces the snapshot and wakes who waits for its seq.
  void Swap(std::shared_ptr<const Snapshot> next);

  // The log's head as the follower heard of it; also the time of hearing.
  void HeardOfHead(int64_t head_seq);

  // True once the snapshot holds everything up to a head heard of.
  bool CaughtUp() const;

  // How long ago the follower last heard from ingestion; zero before it did.
  std::chrono::milliseconds Age() const;

  // Waits until the snapshot's seq is at least `seq` or `deadline` passes, and
  // gives the snapshot then. For threads that may block.
  std::shared_ptr<const Snapshot> WaitForSeq(int64_t seq,
                                             std::chrono::system_clock::time_point deadline) const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable swapped_;
  std::shared_ptr<const Snapshot> current_;
  std::optional<int64_t> head_seq_;
  std::optional<Clock::time_point> heard_at_;
  bool caught_up_ = false;
};

}  // namespace peerage::ranking
