// What all backends decide alike about a draft. Pure.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/store/audit_log.h"
#include "services/store/release.h"

namespace peerage::store {

// The release a draft becomes.
Release MakeRelease(const ReleaseDraft& draft, int64_t seq, absl::Time known_at);

// The newest release that holds a part of the draft's content, when the dataset
// already holds all of it as its newest; 0 otherwise.
int64_t SeqOfSameContent(const ReleaseDraft& draft, const DatasetState& state);

// The SHA-256 of everything that a release says of itself; its content is in it
// by content_digest.
std::string ReleaseDigest(const Release& release);

// The words of a commit's audit row.
inline constexpr char kCommitRelease[] = "commit release";
inline constexpr char kCommitted[] = "committed";
inline constexpr char kUnchanged[] = "unchanged";

// The audit row of a commit. `before_digest` is that of the dataset's newest
// release until then; empty when there was none.
AuditEntry CommitEntry(const ReleaseDraft& draft, const Committed& committed,
                       const std::string& before_digest);

// max(previous, now) in whole microseconds: the clock may step back, the log
// does not.
absl::Time NextKnownAt(absl::Time previous, absl::Time now);

// The errors of the log, worded once.
absl::Status KeyReusedError(const std::string& key);        // ALREADY_EXISTS
absl::Status LostRaceError(const std::string& dataset_id);  // ABORTED
absl::Status NoReleaseError(int64_t seq);                   // NOT_FOUND
absl::Status NoReferenceError(int64_t seq);                 // NOT_FOUND

}  // namespace peerage::store
