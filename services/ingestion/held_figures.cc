#include "services/ingestion/held_figures.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "services/ingestion/release_messages.h"
#include "services/wire/chunk_codec.h"

namespace peerage::ingestion {
namespace {

constexpr size_t kMostBytes = size_t{64} << 20;

}  // namespace

absl::StatusOr<core::ScopeFigures> HeldFigures::Find(const store::ScopeHead& head) {
  const absl::StatusOr<const core::PackedRun*> run = Decode(head);
  if (!run.ok()) return run.status();
  const std::vector<core::PackedScope>& scopes = (*run)->scopes;
  const auto scope = std::lower_bound(
      scopes.begin(), scopes.end(), head.period_end,
      [](const core::PackedScope& s, core::Month end) { return s.period_end < end; });
  if (scope == scopes.end() || scope->period_end != head.period_end) {
    return absl::InternalError("a scope's figures are not in their chunk");
  }
  return core::UnpackScope(**run, static_cast<size_t>(scope - scopes.begin()));
}

absl::StatusOr<const core::PackedRun*> HeldFigures::Decode(const store::ScopeHead& head) {
  const absl::StatusOr<Held*> held = Load(head.seq);
  if (!held.ok()) return held.status();
  Held& release = **held;
  const auto chunk = release.chunks.lower_bound({head.series_id, head.period_end});
  if (chunk == release.chunks.end() || chunk->first.first != head.series_id) {
    return absl::InternalError("a scope's chunk is not in its release");
  }
  if (release.decoded != &chunk->second) {
    absl::StatusOr<core::PackedRun> run = wire::DecodePackedChunk(ToProto(chunk->second));
    if (!run.ok()) return absl::InternalError("a stored chunk is damaged");
    release.run = *std::move(run);
    release.decoded = &chunk->second;
    Shrink();
  }
  return &release.run;
}

absl::StatusOr<HeldFigures::Held*> HeldFigures::Load(int64_t seq) {
  const auto known =
      std::find_if(held_.begin(), held_.end(), [&](const Held& h) { return h.seq == seq; });
  if (known != held_.end()) {
    held_.splice(held_.begin(), held_, known);
    return &held_.front();
  }
  absl::StatusOr<std::vector<store::StoredChunk>> chunks = log_.ReadChunks(seq);
  if (!chunks.ok()) return chunks.status();
  Held& release = held_.emplace_front();
  release.seq = seq;
  for (store::StoredChunk& chunk : *chunks) {
    release.packed_bytes += chunk.bytes.size();
    std::pair last(chunk.series_id, chunk.last_period);
    release.chunks.emplace(std::move(last), std::move(chunk));
  }
  return &release;
}

void HeldFigures::Shrink() {
  size_t sum = 0;
  for (auto release = held_.begin(); release != held_.end(); ++release) {
    sum += release->packed_bytes + release->run.figures.size() * sizeof(core::PackedFigure);
    if (sum <= kMostBytes || release == held_.begin()) continue;
    held_.erase(release, held_.end());
    return;
  }
}

}  // namespace peerage::ingestion
