// Keeps the snapshot in the cache up with this replica's own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
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
// was emptied is full again after a while. No read waits for it, and a cache that
// is away costs nothing.
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
  // How many releases, from the first, are in the cache as `own` names them.
  size_t CountKept(const SnapshotManifest& manifest, const std::vector<std::string>& own);
  // Writes the releases after those that `kept` names; false when that failed.
  bool Write(const std::vector<std::string>& own, std::vector<KeptRelease>& kept);

  const client::IngestionClient& ingestion_;
  const SnapshotHolder& holder_;
  cache::ByteCache& cache_;
  const SnapshotKeeperPace pace_;
  client::Cancellation cancellation_;
  // The keeper's thread: when all parts were last seen to be there, and up to
  // which release.
  std::chrono::steady_clock::time_point checked_at_;
  std::vector<std::string> checked_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace peerage::ranking
