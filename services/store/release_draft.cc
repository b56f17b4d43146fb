#include "services/store/release_draft.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/store/sha256.h"

namespace peerage::store {

Release MakeRelease(const ReleaseDraft& draft, int64_t seq, absl::Time known_at) {
  Release release{.seq = seq,
                  .id = draft.id,
                  .dataset_id = draft.dataset_id,
                  .kind = draft.kind,
                  .format = draft.format,
                  .reason = draft.reason,
                  .bytes_sha256 = draft.bytes_sha256,
                  .content_digest = draft.content_digest,
                  .rows = draft.rows,
                  .known_at = known_at,
                  .actor = draft.caller.identity,
                  .file_name = draft.file_name,
                  .remarks_sha256 = draft.remarks.empty() ? "" : Sha256(draft.remarks),
                  .source_kept = !draft.source.empty()};
  std::set<std::string> series;
  for (const ScopeDraft& scope : draft.scopes) {
    series.insert(scope.series_id);
    release.first_period =
        std::min(release.first_period.value_or(scope.period_end), scope.period_end);
    release.last_period =
        std::max(release.last_period.value_or(scope.period_end), scope.period_end);
  }
  release.series_ids.assign(series.begin(), series.end());
  return release;
}

int64_t SeqOfSameContent(const ReleaseDraft& draft, const DatasetState& state) {
  if (draft.reference.has_value()) {
    return state.reference_digest == draft.content_digest ? state.reference_seq : 0;
  }
  std::map<std::pair<std::string, core::Month>, const ScopeHead*> heads;
  for (const ScopeHead& head : state.heads) heads[{head.series_id, head.period_end}] = &head;
  int64_t newest = 0;
  for (const ScopeDraft& scope : draft.scopes) {
    const auto head = heads.find({scope.series_id, scope.period_end});
    if (head == heads.end() || head->second->digest != scope.digest) return 0;
    newest = std::max(newest, head->second->seq);
  }
  return newest;
}

std::string ReleaseDigest(const Release& release) {
  // A release with which nothing is kept has the digest that it had before
  // anything was.
  const bool keeps = !release.remarks_sha256.empty() || release.source_kept;
  FieldHash hash(keeps ? "peerage release 2" : "peerage release 1");
  if (keeps) hash.Add(release.remarks_sha256).Add(int64_t{release.source_kept});
  return hash.Add(release.seq)
      .Add(release.id)
      .Add(release.dataset_id)
      .Add(static_cast<int64_t>(release.kind))
      .Add(release.format)
      .Add(release.reason)
      .Add(release.bytes_sha256)
      .Add(release.content_digest)
      .Add(release.rows)
      .Add(absl::ToUnixMicros(release.known_at))
      .Add(release.actor)
      .Add(release.file_name)
      .Finish();
}

AuditEntry CommitEntry(const ReleaseDraft& draft, const Committed& committed,
                       const std::string& before_digest) {
  return {.caller = draft.caller,
          .action = kCommitRelease,
          .object = committed.release.id,
          .before_digest = before_digest,
          .after_digest = ReleaseDigest(committed.release),
          .outcome = committed.unchanged ? kUnchanged : kCommitted};
}

absl::Time NextKnownAt(absl::Time previous, absl::Time now) {
  return absl::FromUnixMicros(absl::ToUnixMicros(std::max(previous, now)));
}

absl::Status KeyReusedError(const std::string& key) {
  return absl::AlreadyExistsError(
      absl::StrCat("idempotency_key '", key,
                   "' was used for another request; repeat that request, or choose a new key"));
}

absl::Status LostRaceError(const std::string& dataset_id) {
  return absl::AbortedError(
      absl::StrCat("another release of '", dataset_id, "' was committed meanwhile; try again"));
}

absl::Status NoReleaseError(int64_t seq) {
  return absl::NotFoundError(absl::StrCat("there is no release ", seq));
}

absl::Status NoReferenceError(int64_t seq) {
  return absl::NotFoundError(absl::StrCat("release ", seq, " is not reference data"));
}

}  // namespace peerage::store
