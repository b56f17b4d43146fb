#include "services/ranking/snapshot_keeper.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"

namespace peerage::ranking {
namespace {

using Step = ingestion::v1::FollowReleasesResponse;
using std::chrono::steady_clock;

}  // namespace

SnapshotKeeper::SnapshotKeeper(const client::IngestionClient& ingestion,
                               const SnapshotHolder& holder, cache::ByteCache& cache,
                               SnapshotKeeperPace pace)
    : ingestion_(ingestion), holder_(holder), cache_(cache), pace_(pace), thread_([this] {
        Run();
      }) {}

SnapshotKeeper::~SnapshotKeeper() {
  cancellation_.Cancel();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

void SnapshotKeeper::Run() {
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, pace_.look_every, [this] { return stopping_; })) {
    lock.unlock();
    KeepOnce();
    lock.lock();
  }
}

void SnapshotKeeper::KeepOnce() {
  const auto snapshot = holder_.Current();
  // What is stale may be of another log; whoever hears from ingestion writes.
  if (snapshot == nullptr || snapshot->seq == 0 || !holder_.CaughtUp() || holder_.Stale()) return;
  const std::vector<std::string>& own = *snapshot->release_ids;
  SnapshotManifest manifest;
  if (const auto bytes = cache_.Get(ManifestKey())) {
    manifest = DecodeManifest(*bytes).value_or(SnapshotManifest{});
  }
  const size_t kept = CountKept(manifest, own);
  // Another replica is ahead, in the same log.
  if (kept == own.size() && manifest.releases.size() > own.size()) return;
  manifest.releases.resize(kept);
  if (!Write(own, manifest.releases)) return;
  checked_ = own;
  manifest.heard_at = absl::Now() - absl::FromChrono(holder_.Age());
  cache_.Put(ManifestKey(), EncodeManifest(manifest));
}

size_t SnapshotKeeper::CountKept(const SnapshotManifest& manifest,
                                 const std::vector<std::string>& own) {
  size_t kept = 0;
  const size_t most = std::min(manifest.releases.size(), own.size());
  while (kept < most && manifest.releases[kept].id == own[kept]) ++kept;
  if (steady_clock::now() - checked_at_ > pace_.check_every) checked_.clear();
  const bool all_anew = checked_.empty();
  for (size_t i = 0; i < kept; ++i) {
    if (i < checked_.size() && checked_[i] == own[i]) continue;
    const KeptRelease& release = manifest.releases[i];
    for (int part = 0; part < release.parts; ++part) {
      if (!cache_.Get(PartKey(static_cast<int64_t>(i) + 1, release.id, part))) return i;
    }
  }
  if (all_anew) checked_at_ = steady_clock::now();
  return kept;
}

bool SnapshotKeeper::Write(const std::vector<std::string>& own, std::vector<KeptRelease>& kept) {
  if (kept.size() == own.size()) return true;
  ingestion::v1::FollowReleasesRequest request;
  request.set_from_seq(static_cast<int64_t>(kept.size()));
  if (!kept.empty()) request.set_from_release_id(kept.back().id);
  std::vector<Step> steps;
  // Any reason to stop ends the stream; what is not written is tried next time.
  const auto take = [&](const Step& step) {
    if (step.has_heartbeat()) return true;
    steps.push_back(step);
    if (!step.has_commit()) return true;
    const std::string& id = step.commit().id();
    if (id != own[kept.size()]) return false;
    const std::vector<std::string> parts = EncodeParts(std::exchange(steps, {}));
    for (size_t part = 0; part < parts.size(); ++part) {
      const auto key = PartKey(step.commit().seq(), id, static_cast<int>(part));
      if (!cache_.Put(key, parts[part])) return false;
    }
    kept.push_back({.id = id, .parts = static_cast<int>(parts.size())});
    return kept.size() < own.size();
  };
  const absl::Status ended = ingestion_.FollowReleases(request, take, cancellation_);
  return ended.ok() && kept.size() == own.size();
}

}  // namespace peerage::ranking
