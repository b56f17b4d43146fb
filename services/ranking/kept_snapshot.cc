#include "services/ranking/kept_snapshot.h"

#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/delimited_message_util.h>

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/cache/sealed_byte_cache.h"
#include "services/ranking/release_assembler.h"
#include "services/ranking/snapshot_fold.h"

namespace peerage::ranking {
namespace {

using Step = ingestion::v1::FollowReleasesResponse;
using google::protobuf::io::ArrayInputStream;
using google::protobuf::io::StringOutputStream;

// The first line of a manifest, and the kind of a part. Whoever cuts releases
// into parts in another way raises both numbers: parts of two ways do not mix.
constexpr char kManifestForm[] = "peerage-snapshot 1";
constexpr char kPartKind[] = "release-1";

// Gives the steps of a part to the assembler; what they complete must be the
// release `seq` of the given id, folded into `snapshot`. False when anything is
// not as it should be.
bool FoldPart(const std::string& bytes, int64_t seq, const std::string& id,
              ReleaseAssembler& assembler, std::shared_ptr<const Snapshot>& snapshot) {
  ArrayInputStream input(bytes.data(), static_cast<int>(bytes.size()));
  while (true) {
    Step step;
    bool clean_end = false;
    if (!google::protobuf::util::ParseDelimitedFromZeroCopyStream(&step, &input, &clean_end)) {
      return clean_end;
    }
    auto release = assembler.Take(step);
    if (!release.ok()) return false;
    if (!release->has_value()) continue;
    if ((*release)->seq != seq || (*release)->id != id) return false;
    auto next = Fold(*snapshot, **release);
    if (!next.ok()) return false;
    snapshot = *std::move(next);
  }
}

}  // namespace

cache::CacheKey ManifestKey() { return {.kind = "snapshot-manifest", .name = "head"}; }

cache::CacheKey PartKey(int64_t seq, const std::string& release_id, int part) {
  return {.kind = kPartKind, .seq = seq, .name = absl::StrCat(release_id, ".", part)};
}

std::string EncodeManifest(const SnapshotManifest& manifest) {
  std::string text = absl::StrCat(kManifestForm, "\n", absl::ToUnixSeconds(manifest.heard_at));
  for (const KeptRelease& release : manifest.releases) {
    absl::StrAppend(&text, "\n", release.id, " ", release.parts);
  }
  return text;
}

std::optional<SnapshotManifest> DecodeManifest(std::string_view bytes) {
  const std::vector<std::string> lines =
      absl::StrSplit(absl::string_view(bytes.data(), bytes.size()), '\n');
  int64_t heard_at = 0;
  if (lines.size() < 2 || lines[0] != kManifestForm || !absl::SimpleAtoi(lines[1], &heard_at)) {
    return std::nullopt;
  }
  SnapshotManifest manifest{.heard_at = absl::FromUnixSeconds(heard_at)};
  for (size_t line = 2; line < lines.size(); ++line) {
    const std::vector<std::string> words = absl::StrSplit(lines[line], ' ');
    KeptRelease release;
    if (words.size() != 2 || words[0].empty() || !absl::SimpleAtoi(words[1], &release.parts) ||
        release.parts < 1) {
      return std::nullopt;
    }
    release.id = words[0];
    manifest.releases.push_back(std::move(release));
  }
  return manifest;
}

std::vector<std::string> EncodeParts(const std::vector<Step>& steps) {
  std::vector<std::string> parts(1);
  for (const Step& step : steps) {
    std::string bytes;
    StringOutputStream output(&bytes);
    google::protobuf::util::SerializeDelimitedToZeroCopyStream(step, &output);
    if (!parts.back().empty() && parts.back().size() + bytes.size() > cache::kMaxSealedValueBytes) {
      parts.emplace_back();
    }
    parts.back() += bytes;
  }
  return parts;
}

std::optional<LoadedSnapshot> LoadSnapshot(cache::ByteCache& cache,
                                           const std::function<bool()>& give_up) {
  const auto bytes = cache.Get(ManifestKey());
  if (!bytes) return std::nullopt;
  const auto manifest = DecodeManifest(*bytes);
  if (!manifest || manifest->releases.empty()) return std::nullopt;
  auto snapshot = std::make_shared<const Snapshot>();
  int64_t seq = 0;
  for (const KeptRelease& release : manifest->releases) {
    ++seq;
    ReleaseAssembler assembler;
    for (int part = 0; part < release.parts; ++part) {
      if (give_up()) return std::nullopt;
      const auto kept = cache.Get(PartKey(seq, release.id, part));
      if (!kept || !FoldPart(*kept, seq, release.id, assembler, snapshot)) return std::nullopt;
    }
    if (snapshot->seq != seq) return std::nullopt;
  }
  return LoadedSnapshot{std::move(snapshot), manifest->heard_at};
}

}  // namespace peerage::ranking
