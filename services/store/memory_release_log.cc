#include "services/store/memory_release_log.h"

#include <algorithm>
#include <span>
#include <tuple>

#include "services/store/release_draft.h"

namespace peerage::store {

using Lock = std::lock_guard<std::mutex>;

absl::StatusOr<std::optional<std::string>> MemoryReleaseLog::FindAnswer(const IdempotencyKey& key) {
  const Lock lock(mutex_);
  return FindAnswerLocked(key);
}

absl::StatusOr<std::optional<std::string>> MemoryReleaseLog::FindAnswerLocked(
    const IdempotencyKey& key) const {
  const auto found = answers_.find({key.identity, key.key});
  if (found == answers_.end()) return std::optional<std::string>();
  if (found->second.request_digest != key.request_digest) return KeyReusedError(key.key);
  return std::optional<std::string>(found->second.bytes);
}

absl::StatusOr<std::string> MemoryReleaseLog::Commit(const ReleaseDraft& draft,
                                                     const IdempotencyKey& key,
                                                     const MakeAnswer& make_answer) {
  const Lock lock(mutex_);
  absl::StatusOr<std::optional<std::string>> earlier = FindAnswerLocked(key);
  if (!earlier.ok()) return earlier.status();
  if (earlier->has_value()) return **earlier;
  const DatasetState state = StateLocked(draft.dataset_id, entries_.size());
  if (state.newest_seq > draft.based_on_seq) return LostRaceError(draft.dataset_id);
  const std::string before =
      state.newest_seq > 0 ? ReleaseDigest(entries_[state.newest_seq - 1].release) : "";
  Committed committed;
  const int64_t same = SeqOfSameContent(draft, state);
  if (same > 0) {
    committed = {entries_[same - 1].release, true};
  } else {
    const absl::Time previous =
        entries_.empty() ? absl::InfinitePast() : entries_.back().release.known_at;
    const auto seq = static_cast<int64_t>(entries_.size()) + 1;
    committed.release = MakeRelease(draft, seq, NextKnownAt(previous, clock_()));
    entries_.push_back({committed.release, draft, std::string(draft.source)});
    entries_.back().draft.source = {};
    signal_.Publish(seq);
  }
  std::string answer = make_answer(committed);
  answers_[{key.identity, key.key}] = {key.request_digest, answer};
  audit_.Append(CommitEntry(draft, committed, before), clock_());
  return answer;
}

DatasetState MemoryReleaseLog::StateLocked(const std::string& dataset_id, size_t releases) const {
  DatasetState state;
  std::map<std::pair<std::string, core::Month>, ScopeHead> heads;
  for (const Entry& entry : std::span(entries_).first(releases)) {
    if (entry.release.dataset_id != dataset_id) continue;
    state.newest_seq = entry.release.seq;
    if (entry.draft.reference.has_value()) {
      state.reference_seq = entry.release.seq;
      state.reference_digest = entry.release.content_digest;
    }
    for (const ScopeDraft& scope : entry.draft.scopes) {
      heads[{scope.series_id, scope.period_end}] = {scope.series_id,     scope.period_end,
                                                    scope.period_months, scope.digest,
                                                    entry.release.seq,   entry.release.format};
    }
  }
  for (auto& [scope, head] : heads) state.heads.push_back(std::move(head));
  return state;
}

absl::StatusOr<DatasetState> MemoryReleaseLog::ReadDataset(const std::string& dataset_id) {
  const Lock lock(mutex_);
  return StateLocked(dataset_id, entries_.size());
}

absl::StatusOr<DatasetState> MemoryReleaseLog::ReadDatasetAt(const std::string& dataset_id,
                                                             int64_t seq) {
  const Lock lock(mutex_);
  const int64_t last = std::clamp<int64_t>(seq, 0, static_cast<int64_t>(entries_.size()));
  return StateLocked(dataset_id, static_cast<size_t>(last));
}

absl::StatusOr<int64_t> MemoryReleaseLog::Head() {
  const Lock lock(mutex_);
  return static_cast<int64_t>(entries_.size());
}

absl::StatusOr<const MemoryReleaseLog::Entry*> MemoryReleaseLog::FindLocked(int64_t seq) const {
  if (seq < 1 || seq > static_cast<int64_t>(entries_.size())) return NoReleaseError(seq);
  return &entries_[seq - 1];
}

absl::StatusOr<Release> MemoryReleaseLog::Get(int64_t seq) {
  const Lock lock(mutex_);
  const absl::StatusOr<const Entry*> entry = FindLocked(seq);
  if (!entry.ok()) return entry.status();
  return (*entry)->release;
}

absl::StatusOr<std::vector<Release>> MemoryReleaseLog::List(const std::string& dataset_id,
                                                            int64_t after_seq, int limit) {
  const Lock lock(mutex_);
  std::vector<Release> releases;
  for (const Entry& entry : entries_) {
    if (static_cast<int>(releases.size()) >= limit) break;
    if (entry.release.seq <= after_seq) continue;
    if (!dataset_id.empty() && entry.release.dataset_id != dataset_id) continue;
    releases.push_back(entry.release);
  }
  return releases;
}

absl::StatusOr<std::vector<StoredChunk>> MemoryReleaseLog::ReadChunks(int64_t seq) {
  const Lock lock(mutex_);
  const absl::StatusOr<const Entry*> entry = FindLocked(seq);
  if (!entry.ok()) return entry.status();
  return (*entry)->draft.chunks;
}

absl::StatusOr<std::vector<ScopeDraft>> MemoryReleaseLog::ReadScopes(int64_t seq) {
  const Lock lock(mutex_);
  const absl::StatusOr<const Entry*> entry = FindLocked(seq);
  if (!entry.ok()) return entry.status();
  std::vector<ScopeDraft> scopes = (*entry)->draft.scopes;
  std::sort(scopes.begin(), scopes.end(), [](const ScopeDraft& a, const ScopeDraft& b) {
    return std::tie(a.series_id, a.period_end) < std::tie(b.series_id, b.period_end);
  });
  return scopes;
}

absl::StatusOr<std::string> MemoryReleaseLog::ReadReference(int64_t seq) {
  const Lock lock(mutex_);
  const absl::StatusOr<const Entry*> entry = FindLocked(seq);
  if (!entry.ok()) return entry.status();
  if (!(*entry)->draft.reference.has_value()) return NoReferenceError(seq);
  return *(*entry)->draft.reference;
}

absl::StatusOr<std::string> MemoryReleaseLog::ReadRemarks(int64_t seq) {
  const Lock lock(mutex_);
  const absl::StatusOr<const Entry*> entry = FindLocked(seq);
  if (!entry.ok()) return entry.status();
  return (*entry)->draft.remarks;
}

absl::StatusOr<std::optional<std::string>> MemoryReleaseLog::ReadSource(int64_t seq) {
  const Lock lock(mutex_);
  const absl::StatusOr<const Entry*> entry = FindLocked(seq);
  if (!entry.ok()) return entry.status();
  const std::string& source = (*entry)->source;
  return source.empty() ? std::nullopt : std::optional<std::string>(source);
}

int64_t MemoryReleaseLog::WaitForSeqAbove(int64_t seq, absl::Duration timeout) {
  return signal_.WaitAbove(seq, timeout);
}

absl::Status MemoryReleaseLog::Record(const AuditEntry& entry) {
  const Lock lock(mutex_);
  audit_.Append(entry, clock_());
  return absl::OkStatus();
}

absl::StatusOr<std::vector<AuditRow>> MemoryReleaseLog::ReadAudit(int64_t after_ordinal,
                                                                  int limit) {
  const Lock lock(mutex_);
  return audit_.Read(after_ordinal, limit);
}

absl::StatusOr<int64_t> MemoryReleaseLog::LastAuditOrdinal() {
  const Lock lock(mutex_);
  return audit_.last_ordinal();
}

}  // namespace peerage::store
