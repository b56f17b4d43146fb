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
  static constexpr std::chrono::seconds kStaleAfter{15};

  // Null until the first Swap or Restore, and after Forget.
  std::shared_ptr<const Snapshot> Current() const;

  // The snapshot that answers are made from; null unless CaughtUp.
  std::shared_ptr<const Snapshot> Served() const;

  // Replaces the snapshot and wakes who waits for its seq.
  void Swap(std::shared_ptr<const Snapshot> next);

  // The log's head as the follower heard of it; also the time of hearing.
  void HeardOfHead(int64_t head_seq);

  // Whether a snapshot that somebody else made would be of use: this one is not
  // served, and none was restored.
  bool WantsSnapshot() const;

  // Takes such a snapshot, whose maker last heard from ingestion `age` ago. It is
  // not served before CaughtUp or ServeStale.
  void Restore(std::shared_ptr<const Snapshot> snapshot, std::chrono::milliseconds age);

  // Serves a restored snapshot although ingestion was not heard; false when there
  // is nothing to serve. What was only half read is never served.
  bool ServeStale();

  // There is no snapshot any more: it was of another log.
  void Forget();

  // Whether answers may be made: the snapshot held everything up to a head heard
  // of, or ServeStale was called.
  bool CaughtUp() const;

  // How long ago ingestion was last heard; zero before it was.
  std::chrono::milliseconds Age() const;

  // Heartbeats come every 5 s; three missed ones make an answer stale.
  bool Stale() const { return Age() > kStaleAfter; }

  // Waits until the served snapshot's seq is at least `seq` or `deadline` passes,
  // and gives what is served then. For threads that may block.
  std::shared_ptr<const Snapshot> WaitForSeq(int64_t seq,
                                             std::chrono::system_clock::time_point deadline) const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable swapped_;
  std::shared_ptr<const Snapshot> current_;
  std::optional<int64_t> head_seq_;
  std::optional<Clock::time_point> heard_at_;
  bool caught_up_ = false;
  bool restored_ = false;
};

}  // namespace peerage::ranking
