#include "services/ingestion/held_figures.h"

#include <algorithm>
#include <utility>

#include "services/ingestion/release_messages.h"
#include "services/wire/chunk_codec.h"

namespace peerage::ingestion {
namespace {

constexpr size_t kPackedBytes = size_t{64} << 20;
constexpr size_t kUnpackedFigures = 400'000;

// Takes away the last ones, never the first, until the others fit.
template <typename Item>
void Shrink(std::list<Item>& items, size_t Item::*size, size_t most) {
  size_t sum = 0;
  for (auto item = items.begin(); item != items.end(); ++item) {
    sum += (*item).*size;
    if (sum <= most || item == items.begin()) continue;
    items.erase(item, items.end());
    return;
  }
}

const core::ScopeFigures* FindScope(const core::SeriesRun& run, const store::ScopeHead& head) {
  if (run.series_id != head.series_id) return nullptr;
  const auto scope = std::lower_bound(
      run.scopes.begin(), run.scopes.end(), head.period_end,
      [](const core::ScopeFigures& s, core::Month end) { return s.period_end < end; });
  return scope != run.scopes.end() && scope->period_end == head.period_end ? &*scope : nullptr;
}

}  // namespace

absl::StatusOr<core::ScopeFigures> HeldFigures::Find(const store::ScopeHead& head) {
  const absl::StatusOr<const core::SeriesRun*> run = Unpack(head);
  if (!run.ok()) return run.status();
  const core::ScopeFigures* scope = FindScope(**run, head);
  if (scope == nullptr) return absl::InternalError("a scope's figures are not in their chunk");
  return *scope;
}

absl::StatusOr<const core::SeriesRun*> HeldFigures::Unpack(const store::ScopeHead& head) {
  const auto known = std::find_if(unpacked_.begin(), unpacked_.end(), [&](const Unpacked& u) {
    return u.seq == head.seq && FindScope(u.run, head) != nullptr;
  });
  if (known != unpacked_.end()) {
    unpacked_.splice(unpacked_.begin(), unpacked_, known);
    return &unpacked_.front().run;
  }
  const absl::StatusOr<const Packed*> packed = Load(head.seq);
  if (!packed.ok()) return packed.status();
  const auto& chunks = (*packed)->chunks;
  const auto chunk = std::find_if(chunks.begin(), chunks.end(), [&](const store::StoredChunk& c) {
    return c.series_id == head.series_id && c.first_period <= head.period_end &&
           head.period_end <= c.last_period;
  });
  if (chunk == chunks.end()) return absl::InternalError("a scope's chunk is not in its release");
  absl::StatusOr<core::SeriesRun> run = wire::DecodeChunk(ToProto(*chunk));
  if (!run.ok()) return absl::InternalError("a stored chunk is damaged");
  Unpacked& unpacked = unpacked_.emplace_front(Unpacked{head.seq, *std::move(run), 0});
  for (const core::ScopeFigures& scope : unpacked.run.scopes) {
    unpacked.figures += scope.observations.size();
  }
  Shrink(unpacked_, &Unpacked::figures, kUnpackedFigures);
  return &unpacked_.front().run;
}

absl::StatusOr<const HeldFigures::Packed*> HeldFigures::Load(int64_t seq) {
  const auto known =
      std::find_if(packed_.begin(), packed_.end(), [&](const Packed& p) { return p.seq == seq; });
  if (known != packed_.end()) {
    packed_.splice(packed_.begin(), packed_, known);
    return &packed_.front();
  }
  absl::StatusOr<std::vector<store::StoredChunk>> chunks = log_.ReadChunks(seq);
  if (!chunks.ok()) return chunks.status();
  Packed& packed = packed_.emplace_front(Packed{seq, *std::move(chunks), 0});
  for (const store::StoredChunk& chunk : packed.chunks) packed.bytes += chunk.bytes.size();
  Shrink(packed_, &Packed::bytes, kPackedBytes);
  return &packed_.front();
}

}  // namespace peerage::ingestion
