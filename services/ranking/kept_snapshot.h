// A snapshot as it lies in the cache, for a replica that starts while ingestion
// is away: the steps of each release as ingestion streamed them, in parts, and a
// manifest that names the releases in order.
//
// A part is named by its release's seq and id, and never changes. The manifest
// is the one value of the cache that does: it says of which log the snapshot is,
// and when that was last heard of. An old one gives an older snapshot, whose age
// says so; a forged one does not open (docs/adr/0008-redis-may-lie.md).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "services/cache/byte_cache.h"
#include "services/ranking/snapshot.h"

namespace peerage::ranking {

struct KeptRelease {
  std::string id;
  int parts = 0;
  friend bool operator==(const KeptRelease&, const KeptRelease&) = default;
};

struct SnapshotManifest {
  // When ingestion was last heard by whoever wrote this, in whole seconds.
  absl::Time heard_at;
  // By seq, from 1.
  std::vector<KeptRelease> releases;
  friend bool operator==(const SnapshotManifest&, const SnapshotManifest&) = default;
};

cache::CacheKey ManifestKey();
// `part` counts from 0.
cache::CacheKey PartKey(int64_t seq, const std::string& release_id, int part);

std::string EncodeManifest(const SnapshotManifest& manifest);
// Takes any bytes.
std::optional<SnapshotManifest> DecodeManifest(std::string_view bytes);

// The steps of one release as parts that fit into the cache, at least one.
std::vector<std::string> EncodeParts(
    const std::vector<ingestion::v1::FollowReleasesResponse>& steps);

struct LoadedSnapshot {
  std::shared_ptr<const Snapshot> snapshot;
  absl::Time heard_at;
};

// All releases of the manifest, decoded, checked and folded like a stream; or
// nothing, unless every part is there and sound. Takes as long as the cache and
// the folding, or until `give_up`, asked before each part, says so.
std::optional<LoadedSnapshot> LoadSnapshot(
    cache::ByteCache& cache, const std::function<bool()>& give_up = [] { return false; });

}  // namespace peerage::ranking
