// What the release log keeps, as plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "services/core/month.h"
#include "services/store/audit_log.h"

namespace peerage::store {

// The numbers are stored; never change one.
enum class ReleaseKind { kProvisional = 1, kFinal = 2, kCorrection = 3, kReference = 4 };

// One committed release. Never changes.
struct Release {
  // Its place in the order of commits, from 1, without gaps.
  int64_t seq = 0;
  // Unique for ever; the draft's.
  std::string id;
  std::string dataset_id;
  ReleaseKind kind = ReleaseKind::kFinal;
  std::string format;
  std::string reason;
  std::string bytes_sha256;
  std::string content_digest;
  int64_t rows = 0;
  // When it was committed, in whole microseconds. Never earlier than the
  // release before.
  absl::Time known_at;
  std::string actor;
  std::string file_name;
  // The SHA-256 of what was said when it was accepted; empty when nothing was.
  std::string remarks_sha256;
  // Whether the bytes that it was read from are kept.
  bool source_kept = false;
  // The series of its scopes, sorted, and their first and last period; none for
  // reference data.
  std::vector<std::string> series_ids;
  std::optional<core::Month> first_period;
  std::optional<core::Month> last_period;
  friend bool operator==(const Release&, const Release&) = default;
};

// A run of periods of one series as `wire` encodes it; opaque here.
struct StoredChunk {
  std::string series_id;
  core::Month first_period;
  core::Month last_period;
  std::string bytes;
  std::string raw_digest;
  friend bool operator==(const StoredChunk&, const StoredChunk&) = default;
};

// One scope that a release replaces.
struct ScopeDraft {
  std::string series_id;
  core::Month period_end;
  int period_months = 12;
  // Equal for equal figures.
  std::string digest;
  friend bool operator==(const ScopeDraft&, const ScopeDraft&) = default;
};

// A release that wants to be committed.
struct ReleaseDraft {
  std::string id;
  std::string dataset_id;
  ReleaseKind kind = ReleaseKind::kFinal;
  std::string format;
  std::string reason;
  std::string bytes_sha256;
  std::string content_digest;
  int64_t rows = 0;
  // Who commits it; its identity becomes the release's actor.
  Caller caller;
  std::string file_name;
  // What was said when it was accepted, and the bytes it was read from: opaque,
  // kept with the release. Empty: nothing to keep. The bytes are the caller's,
  // and stand until Commit has returned.
  std::string remarks;
  std::string_view source;
  // The dataset's newest seq when the draft was checked (DatasetState).
  int64_t based_on_seq = 0;
  // Figures: chunks and the scopes they hold, no scope twice.
  std::vector<StoredChunk> chunks;
  std::vector<ScopeDraft> scopes;
  // Reference data: its bytes; then no chunks and no scopes.
  std::optional<std::string> reference;
};

// The newest release of one scope.
struct ScopeHead {
  std::string series_id;
  core::Month period_end;
  int period_months = 12;
  std::string digest;
  // The release that holds it, and the format that release was read in.
  int64_t seq = 0;
  std::string format;
  friend bool operator==(const ScopeHead&, const ScopeHead&) = default;
};

// What became of a draft.
struct Committed {
  // The new release; or, when the content was there already, the newest
  // release that holds it.
  Release release;
  bool unchanged = false;
};

// What the log knows of a dataset at one moment.
struct DatasetState {
  // Its newest release of any kind; 0: none.
  int64_t newest_seq = 0;
  // Its newest reference; 0: none.
  int64_t reference_seq = 0;
  std::string reference_digest;
  // In the order of series and period.
  std::vector<ScopeHead> heads;
};

// Whose call it is, for replays.
struct IdempotencyKey {
  std::string identity;
  std::string key;
  // Equal for requests that mean the same.
  std::string request_digest;
};

}  // namespace peerage::store
