// Keeps the snapshot in the cache up with this replica's own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "clients/cpp/cancellation.h"
#include "clients/cpp/ingestion_client.h"
#include "services/cache/byte_cache.h"
#include "services/ranking/kept_snapshot.h"
#include "services/ranking/snapshot_holder.h"

namespace peerage::ranking {

struct SnapshotKeeperPace {
  // How often it looks whether there is something to write.
  std::chrono::milliseconds look_every = std::chrono::seconds(5);
  // How often it makes sure that all parts are still there.
  std::chrono::milliseconds check_every = std::chrono::minutes(10);
};

// One thread. Every replica has one; whoever finds a release missing in the cache
// asks ingestion for its steps once more and writes them, so that a cache that
// was emptied is full again after a while. No read waits for it; while the cache
// is away it asks that and nothing else.
class SnapshotKeeper {
 public:
  // All are borrowed and outlive it.
  SnapshotKeeper(const client::IngestionClient& ingestion, const SnapshotHolder& holder,
                 cache::ByteCache& cache, SnapshotKeeperPace pace = {});
  // Ends what runs and joins.
  ~SnapshotKeeper();

  SnapshotKeeper(const SnapshotKeeper&) = delete;
  SnapshotKeeper& operator=(const SnapshotKeeper&) = delete;

 private:
  void Run();
  void KeepOnce();
  // The releases that are in the cache, from the first, as far as they are of the
  // snapshot's log; nothing when another replica keeps more of that log.
  std::optional<std::vector<KeptRelease>> FindKept(const Snapshot& snapshot);
  // Whether all its parts are there.
  bool IsThere(int64_t seq, const KeptRelease& release);
  // Writes the releases after those that `kept` names, up to the snapshot's;
  // false when that failed.
  bool Write(const Snapshot& snapshot, std::vector<KeptRelease>& kept);

  const client::IngestionClient& ingestion_;
  const SnapshotHolder& holder_;
  cache::ByteCache& cache_;
  const SnapshotKeeperPace pace_;
  client::Cancellation cancellation_;
  // The keeper's thread: which releases were seen in the cache since when.
  std::vector<KeptRelease> checked_;
  std::chrono::steady_clock::time_point checked_since_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace peerage::ranking
