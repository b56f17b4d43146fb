#include "services/ranking/snapshot_keeper.h"

#include <utility>

#include "absl/time/clock.h"
#include "clients/cpp/status.h"
#include "services/runtime/error.h"

namespace peerage::ranking {
namespace {

using Step = ingestion::v1::FollowReleasesResponse;
using std::chrono::steady_clock;

// Written to see whether the cache takes anything, before ingestion is asked.
cache::CacheKey ProbeKey() { return {.kind = "snapshot-probe", .name = "any"}; }

// A replica that keeps up renews its manifest every 5 s.
bool IsRenewed(const SnapshotManifest& manifest) {
  return absl::Now() - manifest.heard_at < absl::FromChrono(SnapshotHolder::kStaleAfter);
}

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
  const ServedSnapshot served = holder_.Served();
  // When this snapshot was last heard of, whatever is heard of while it is kept.
  const absl::Time heard_at = absl::Now() - absl::FromChrono(served.age);
  // What is stale may be of another log; whoever hears from ingestion writes.
  if (served.snapshot == nullptr || served.snapshot->seq == 0 || served.stale) return;
  if (!cache_.Put(ProbeKey(), "")) return;
  auto kept = FindKept(*served.snapshot);
  if (!kept || !Write(*served.snapshot, *kept)) return;
  checked_ = *kept;
  cache_.Put(ManifestKey(), EncodeManifest({heard_at, *std::move(kept)}));
}

std::optional<std::vector<KeptRelease>> SnapshotKeeper::FindKept(const Snapshot& snapshot) {
  if (steady_clock::now() - checked_since_ > pace_.check_every) {
    checked_.clear();
    checked_since_ = steady_clock::now();
  }
  SnapshotManifest manifest;
  if (const auto bytes = cache_.Get(ManifestKey())) {
    manifest = DecodeManifest(*bytes).value_or(SnapshotManifest{});
  }
  const auto seq = static_cast<size_t>(snapshot.seq);
  std::vector<KeptRelease> kept = std::move(manifest.releases);
  // One release in common is all before it in common: ids are drawn at random.
  if (kept.size() >= seq && kept[seq - 1].id != snapshot.release_id) kept.clear();
  // More of the same log, which may since have been brought back to less.
  if (kept.size() > seq && IsRenewed(manifest)) return std::nullopt;
  if (kept.size() > seq) kept.resize(seq);
  for (size_t i = 0; i < kept.size(); ++i) {
    if (i < checked_.size() && checked_[i] == kept[i]) continue;
    if (!IsThere(static_cast<int64_t>(i) + 1, kept[i])) kept.resize(i);
  }
  return kept;
}

bool SnapshotKeeper::IsThere(int64_t seq, const KeptRelease& release) {
  for (int part = 0; part < release.parts; ++part) {
    if (cancellation_.cancelled() || !cache_.Get(PartKey(seq, release.id, part))) return false;
  }
  return true;
}

bool SnapshotKeeper::Write(const Snapshot& snapshot, std::vector<KeptRelease>& kept) {
  const auto seq = static_cast<size_t>(snapshot.seq);
  if (kept.size() == seq) return true;
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
    const std::vector<std::string> parts = EncodeParts(std::exchange(steps, {}));
    for (size_t part = 0; part < parts.size(); ++part) {
      const auto key = PartKey(step.commit().seq(), id, static_cast<int>(part));
      if (!cache_.Put(key, parts[part])) return false;
    }
    kept.push_back({.id = id, .parts = static_cast<int>(parts.size())});
    return kept.size() < seq;
  };
  const absl::Status ended = ingestion_.FollowReleases(request, take, cancellation_);
  if (client::ErrorReason(ended) == runtime::ReasonName(runtime::Reason::kOtherLog)) {
    kept.clear();
    return Write(snapshot, kept);
  }
  return ended.ok() && kept.size() == seq && kept.back().id == snapshot.release_id;
}

}  // namespace peerage::ranking
