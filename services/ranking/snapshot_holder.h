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

// What answers are made from at one moment.
struct ServedSnapshot {
  // Null: there are no answers yet.
  std::shared_ptr<const Snapshot> snapshot;
  // How long ago ingestion was last heard.
  std::chrono::milliseconds age{0};
  // Whether answers must say so: ingestion was not heard for 15 s (heartbeats come
  // every 5 s), or has not confirmed yet that the snapshot is its log's.
  bool stale = false;
};

// Thread-safe. Readers never wait for a writer's work: the next snapshot is
// made beside the present one and swapped.
class SnapshotHolder {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds kStaleAfter{15};

  // What answers are made from: a snapshot that held everything up to a head
  // heard of once, or a restored one after ServeStale.
  ServedSnapshot Served() const;

  // Waits until the served snapshot's seq is at least `seq` or `deadline` passes,
  // and gives what is served then. For threads that may block.
  ServedSnapshot WaitForSeq(int64_t seq, std::chrono::system_clock::time_point deadline) const;

  // The newest snapshot, served or not; null until the first Swap or Restore, and
  // after Forget. For the follower.
  std::shared_ptr<const Snapshot> Current() const;

  // Replaces the snapshot and wakes who waits for its seq.
  void Swap(std::shared_ptr<const Snapshot> next);

  // The log's head as the follower heard of it; also the time of hearing.
  void HeardOfHead(int64_t head_seq);

  // Whether a snapshot that somebody else made would be of use: this one is not
  // served, none was restored, and none was of another log.
  bool WantsSnapshot() const;

  // Takes such a snapshot, whose maker last heard from ingestion `age` ago. It is
  // not served before ingestion confirms it or ServeStale is called.
  void Restore(std::shared_ptr<const Snapshot> snapshot, std::chrono::milliseconds age);

  // Serves a restored snapshot although ingestion was not heard. No effect on
  // what was only half read, which is never served.
  void ServeStale();

  // There is no snapshot any more: it was of another log. None is restored after
  // that: what lies in the cache may be of that log too.
  void Forget();

 private:
  // All need mutex_.
  ServedSnapshot ServedNow() const;
  void NoteHead();

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::shared_ptr<const Snapshot> current_;
  std::optional<int64_t> head_seq_;
  std::optional<Clock::time_point> heard_at_;
  bool served_ = false;
  // Whether ingestion's stream has led the snapshot up to a head once.
  bool confirmed_ = false;
  bool restored_ = false;
  bool forgot_ = false;
};

}  // namespace peerage::ranking
