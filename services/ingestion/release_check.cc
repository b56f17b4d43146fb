#include "services/ingestion/release_check.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/ingestion/release_messages.h"
#include "services/ingestion/stored_reference.h"
#include "services/store/audit_chain.h"
#include "services/store/release_draft.h"
#include "services/wire/chunk_codec.h"
#include "services/wire/sha256.h"

namespace peerage::ingestion {
namespace {

using Scope = std::tuple<std::string, std::string, core::Month>;

absl::Status Wrong(int64_t seq, absl::string_view what) {
  return absl::DataLossError(absl::StrCat("release ", seq, ": ", what));
}

class ReleaseCheck {
 public:
  explicit ReleaseCheck(store::ReleaseLog& log) : log_(log) {}

  absl::StatusOr<std::string> Run();

 private:
  absl::Status CheckRelease(int64_t seq);
  absl::Status CheckReference(const store::Release& release);
  absl::Status CheckFigures(const store::Release& release);
  absl::Status CheckWhatIsKeptBeside(const store::Release& release);
  absl::Status CheckHeads(const std::string& dataset_id);
  void Take(const store::AuditRow& row);
  absl::Status CheckAudit(const store::Release& release);

  // A release's audit rows: how many, and what the first says of it.
  struct Audited {
    int64_t rows = 0;
    std::string digest;
    // Made from a store of version 1, whose rows knew the content's digest only.
    bool old = false;
  };

  store::ReleaseLog& log_;
  int64_t head_ = 0;
  absl::Time known_at_ = absl::InfinitePast();
  std::map<Scope, store::ScopeHead> heads_;
  std::map<std::string, int64_t> datasets_;
  std::map<std::string, Audited> audited_;
  int64_t chunks_ = 0;
};

absl::StatusOr<std::string> ReleaseCheck::Run() {
  if (absl::Status status = log_.CheckStorage(); !status.ok()) return status;
  const absl::StatusOr<int64_t> head = log_.Head();
  if (!head.ok()) return head.status();
  head_ = *head;
  // After the head, so that each of its releases has its row.
  const absl::StatusOr<store::AuditHead> audit =
      store::VerifyAudit(log_, [this](const store::AuditRow& row) { Take(row); });
  if (!audit.ok()) return audit.status();
  for (int64_t seq = 1; seq <= head_; ++seq) {
    if (absl::Status status = CheckRelease(seq); !status.ok()) return status;
  }
  for (const auto& [dataset_id, newest_seq] : datasets_) {
    if (absl::Status status = CheckHeads(dataset_id); !status.ok()) return status;
  }
  return absl::StrCat("verified: ", head_, " releases, ", chunks_, " chunks, ", heads_.size(),
                      " scopes, ", audit->ordinal, " audit rows, the last with hash ",
                      absl::BytesToHexString(audit->hash));
}

absl::Status ReleaseCheck::CheckRelease(int64_t seq) {
  const absl::StatusOr<store::Release> release = log_.Get(seq);
  if (absl::IsNotFound(release.status())) return Wrong(seq, "is missing");
  if (!release.ok()) return release.status();
  if (release->known_at < known_at_) return Wrong(seq, "is older than the one before");
  known_at_ = release->known_at;
  datasets_[release->dataset_id] = seq;
  absl::Status status = release->kind == store::ReleaseKind::kReference ? CheckReference(*release)
                                                                        : CheckFigures(*release);
  if (status.ok()) status = CheckWhatIsKeptBeside(*release);
  return status.ok() ? CheckAudit(*release) : status;
}

absl::Status ReleaseCheck::CheckReference(const store::Release& release) {
  const absl::StatusOr<std::string> bytes = log_.ReadReference(release.seq);
  if (absl::IsNotFound(bytes.status())) return Wrong(release.seq, "has no reference data");
  if (!bytes.ok()) return bytes.status();
  if (wire::Sha256(*bytes) != release.content_digest) {
    return Wrong(release.seq, "its content digest is not that of its bytes");
  }
  const absl::StatusOr<core::DatasetReference> reference = ReadReference(log_, release.seq);
  if (!reference.ok()) return Wrong(release.seq, reference.status().message());
  if (CountDeclarations(*reference) != release.rows) {
    return Wrong(release.seq, "its row count is not that of its declarations");
  }
  return absl::OkStatus();
}

absl::Status ReleaseCheck::CheckFigures(const store::Release& release) {
  const absl::StatusOr<std::vector<store::StoredChunk>> chunks = log_.ReadChunks(release.seq);
  if (!chunks.ok()) return chunks.status();
  std::string digests;
  std::vector<store::ScopeDraft> found;
  for (const store::StoredChunk& chunk : *chunks) {
    const absl::StatusOr<core::SeriesRun> run = wire::DecodeChunk(ToProto(chunk));
    if (!run.ok()) return Wrong(release.seq, run.status().message());
    ++chunks_;
    for (const core::ScopeFigures& scope : run->scopes) {
      found.push_back({run->series_id, scope.period_end, run->period_months,
                       wire::ScopeDigest(run->series_id, run->period_months, scope)});
      digests += found.back().digest;
    }
  }
  if (wire::Sha256(digests) != release.content_digest) {
    return Wrong(release.seq, "its content digest is not that of its figures");
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(a.series_id, a.period_end) < std::tie(b.series_id, b.period_end);
  });
  const absl::StatusOr<std::vector<store::ScopeDraft>> kept = log_.ReadScopes(release.seq);
  if (!kept.ok()) return kept.status();
  if (*kept != found) return Wrong(release.seq, "its scopes are not those of its figures");
  for (store::ScopeDraft& scope : found) {
    heads_[{release.dataset_id, scope.series_id, scope.period_end}] = {
        scope.series_id, scope.period_end, scope.period_months,
        scope.digest,    release.seq,      release.format};
  }
  return absl::OkStatus();
}

absl::Status ReleaseCheck::CheckWhatIsKeptBeside(const store::Release& release) {
  const absl::StatusOr<std::string> remarks = log_.ReadRemarks(release.seq);
  if (!remarks.ok()) return remarks.status();
  const std::string said = remarks->empty() ? "" : wire::Sha256(*remarks);
  if (said != release.remarks_sha256) {
    return Wrong(release.seq, "its warnings are not those of their digest");
  }
  const absl::StatusOr<std::optional<std::string>> source = log_.ReadSource(release.seq);
  if (absl::IsDataLoss(source.status())) return Wrong(release.seq, source.status().message());
  if (!source.ok()) return source.status();
  if (source->has_value() != release.source_kept) {
    return Wrong(release.seq, "its source bytes are gone");
  }
  if (!release.source_kept || wire::Sha256(**source) == release.bytes_sha256) {
    return absl::OkStatus();
  }
  return Wrong(release.seq, "its source bytes are not those of their digest");
}

absl::Status ReleaseCheck::CheckHeads(const std::string& dataset_id) {
  const absl::StatusOr<store::DatasetState> state = log_.ReadDataset(dataset_id);
  if (!state.ok()) return state.status();
  // The log is in use, and has moved on: the next check will see it.
  if (state->newest_seq > head_) return absl::OkStatus();
  std::vector<store::ScopeHead> folded;
  for (auto at = heads_.lower_bound({dataset_id, "", core::Month()});
       at != heads_.end() && std::get<0>(at->first) == dataset_id; ++at) {
    folded.push_back(at->second);
  }
  if (state->heads == folded) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat(
      "dataset ", dataset_id, ": the newest releases of its scopes are not those of the log"));
}

void ReleaseCheck::Take(const store::AuditRow& row) {
  const store::AuditEntry& entry = row.entry;
  if (entry.action == store::kMigrateStore) {
    for (auto& [id, audited] : audited_) audited.old = true;
  }
  if (entry.action != store::kCommitRelease || entry.outcome != store::kCommitted) return;
  Audited& audited = audited_[entry.object];
  ++audited.rows;
  audited.digest = entry.after_digest;
}

absl::Status ReleaseCheck::CheckAudit(const store::Release& release) {
  const Audited& audited = audited_[release.id];
  if (audited.rows != 1) {
    return Wrong(release.seq, absl::StrCat("has ", audited.rows, " audit rows in place of one"));
  }
  const std::string digest = audited.old ? release.content_digest : store::ReleaseDigest(release);
  if (audited.digest == digest) return absl::OkStatus();
  return Wrong(release.seq, "is not what its audit row says");
}

}  // namespace

absl::StatusOr<std::string> CheckReleases(store::ReleaseLog& log) {
  return ReleaseCheck(log).Run();
}

}  // namespace peerage::ingestion
