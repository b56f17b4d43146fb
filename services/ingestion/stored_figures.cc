#include "services/ingestion/stored_figures.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "services/ingestion/release_messages.h"
#include "services/ingestion/series_reader.h"
#include "services/wire/chunk_codec.h"

namespace peerage::ingestion {
namespace {

absl::Status NotInItsRelease() {
  return absl::InternalError("a scope's figures are not in its release");
}

}  // namespace

StoredFigures::StoredFigures(store::ReleaseLog& log, const store::DatasetState& state) : log_(log) {
  for (const store::ScopeHead& head : state.heads) {
    heads_.emplace(Scope(head.series_id, head.period_end), &head);
  }
}

const store::ScopeHead* StoredFigures::Head(const std::string& series_id,
                                            core::Month period_end) const {
  const auto found = heads_.find({series_id, period_end});
  return found == heads_.end() ? nullptr : found->second;
}

const store::ScopeHead* StoredFigures::AnyHead(const std::string& series_id) const {
  const auto found = heads_.lower_bound({series_id, core::Month()});
  const bool same = found != heads_.end() && found->first.first == series_id;
  return same ? found->second : nullptr;
}

std::string StoredFigures::SourceFormat(const std::string& series_id) const {
  for (auto head = heads_.lower_bound({series_id, core::Month()});
       head != heads_.end() && head->first.first == series_id; ++head) {
    if (head->second->format != SeriesReader::kName) return head->second->format;
  }
  return "";
}

std::vector<core::Month> StoredFigures::EndsBefore(const std::string& series_id, core::Month before,
                                                   size_t limit) const {
  std::vector<core::Month> ends;
  auto head = heads_.lower_bound({series_id, before});
  while (head != heads_.begin() && ends.size() < limit) {
    --head;
    if (head->first.first != series_id) break;
    ends.push_back(head->first.second);
  }
  std::reverse(ends.begin(), ends.end());
  return ends;
}

std::set<std::string> StoredFigures::SeriesOfFormat(const std::string& format) const {
  std::set<std::string> series;
  for (const auto& [scope, head] : heads_) {
    if (head->format == format) series.insert(scope.first);
  }
  return series;
}

absl::StatusOr<const core::ScopeFigures*> StoredFigures::Find(const std::string& series_id,
                                                              core::Month period_end) {
  const store::ScopeHead* head = Head(series_id, period_end);
  if (head == nullptr) return nullptr;
  const absl::StatusOr<const core::PackedRun*> run = Decode(head->seq, {series_id, period_end});
  if (!run.ok()) return run.status();
  const std::vector<core::PackedScope>& scopes = (*run)->scopes;
  const auto scope = std::lower_bound(
      scopes.begin(), scopes.end(), period_end,
      [](const core::PackedScope& entry, core::Month end) { return entry.period_end < end; });
  if (scope == scopes.end() || scope->period_end != period_end) return NotInItsRelease();
  found_ = core::UnpackScope(**run, static_cast<size_t>(scope - scopes.begin()));
  return &found_;
}

absl::StatusOr<const core::PackedRun*> StoredFigures::Decode(int64_t seq, const Scope& scope) {
  const absl::StatusOr<Loaded*> release = Load(seq);
  if (!release.ok()) return release.status();
  const auto chunk = (*release)->chunks.lower_bound(scope);
  if (chunk == (*release)->chunks.end() || chunk->first.first != scope.first) {
    return NotInItsRelease();
  }
  if ((*release)->decoded != &chunk->second) {
    absl::StatusOr<core::PackedRun> run = wire::DecodePackedChunk(ToProto(chunk->second));
    if (!run.ok()) return absl::InternalError("a stored chunk is damaged");
    (*release)->run = *std::move(run);
    (*release)->decoded = &chunk->second;
  }
  return &(*release)->run;
}

absl::StatusOr<StoredFigures::Loaded*> StoredFigures::Load(int64_t seq) {
  const auto known = loaded_.find(seq);
  if (known != loaded_.end()) return &known->second;
  absl::StatusOr<std::vector<store::StoredChunk>> chunks = log_.ReadChunks(seq);
  if (!chunks.ok()) return chunks.status();
  Loaded& release = loaded_[seq];
  for (store::StoredChunk& chunk : *chunks) {
    const Scope last(chunk.series_id, chunk.last_period);
    release.chunks.emplace(last, std::move(chunk));
  }
  return &release;
}

}  // namespace peerage::ingestion
