// The release log: the only place where facts are kept.
//
// Promises, each a test of the contract suite that runs on every backend:
//  * A release is there whole, or not at all: release, chunks or reference,
//    scopes, idempotency key and audit row appear in one transaction. When
//    Commit returns OK they survive the process and, with SQLite, the machine.
//  * `seq` counts 1, 2, 3 ... in the order of commits and has no gaps.
//  * Nothing is updated or deleted. What was read at a seq reads the same for
//    ever.
//  * known_at never falls, whatever the clock does.
//  * Every commit, `unchanged` too, has exactly one audit row; a replay has none.
//
// All methods are safe from any thread. Errors of every method: UNAVAILABLE
// (the backend fails), RESOURCE_EXHAUSTED (it is full). Texts name no path.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/store/audit_log.h"
#include "services/store/release.h"

namespace peerage::store {

class ReleaseLog : public AuditLog {
 public:
  // Makes the answer to the caller, which is kept beside the key. Called inside
  // the transaction; must not call the log.
  using MakeAnswer = std::function<std::string(const Committed&)>;

  // The kept answer to this key, or nothing when the key is new.
  // ALREADY_EXISTS: the key was used for another request.
  virtual absl::StatusOr<std::optional<std::string>> FindAnswer(const IdempotencyKey& key) = 0;

  // Commits the draft and returns the answer. In this order:
  //  1. A key that was used for the same request: its first answer, byte for
  //     byte; nothing changes. For another request: ALREADY_EXISTS.
  //  2. The dataset has a release above `based_on_seq`: ABORTED, nothing
  //     changes; check again and retry.
  //  3. The heads of all its scopes (or the newest reference) hold the same
  //     content: `unchanged`. No release; key, answer and audit row are kept.
  //  4. A release, visible to all readers on return.
  virtual absl::StatusOr<std::string> Commit(const ReleaseDraft& draft, const IdempotencyKey& key,
                                             const MakeAnswer& make_answer) = 0;

  // What a draft is checked against; one consistent view.
  virtual absl::StatusOr<DatasetState> ReadDataset(const std::string& dataset_id) = 0;
  // The same as it was after release `seq`: nothing of later releases is in it,
  // whenever it is asked for.
  virtual absl::StatusOr<DatasetState> ReadDatasetAt(const std::string& dataset_id,
                                                     int64_t seq) = 0;

  // The newest seq; 0 when the log is empty.
  virtual absl::StatusOr<int64_t> Head() = 0;
  // NOT_FOUND: no such release.
  virtual absl::StatusOr<Release> Get(int64_t seq) = 0;
  // At most `limit` releases above `after_seq`, of one dataset or (empty) of
  // all, in commit order.
  virtual absl::StatusOr<std::vector<Release>> List(const std::string& dataset_id,
                                                    int64_t after_seq, int limit) = 0;
  // In the draft's order; empty for reference data. NOT_FOUND: no such release.
  virtual absl::StatusOr<std::vector<StoredChunk>> ReadChunks(int64_t seq) = 0;
  // What the release replaced, by series and period; empty for reference data.
  // NOT_FOUND: no such release.
  virtual absl::StatusOr<std::vector<ScopeDraft>> ReadScopes(int64_t seq) = 0;
  // NOT_FOUND: no such release, or it is not reference data.
  virtual absl::StatusOr<std::string> ReadReference(int64_t seq) = 0;
  // The draft's remarks; empty when there were none. NOT_FOUND: no such release.
  virtual absl::StatusOr<std::string> ReadRemarks(int64_t seq) = 0;
  // The bytes it was read from; nothing when the draft had none. NOT_FOUND: no
  // such release.
  virtual absl::StatusOr<std::optional<std::string>> ReadSource(int64_t seq) = 0;

  // Returns the newest seq as soon as it is above `seq`, or when `timeout` is
  // over.
  virtual int64_t WaitForSeqAbove(int64_t seq, absl::Duration timeout) = 0;
};

}  // namespace peerage::store
