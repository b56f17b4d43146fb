// The release log in memory: for tests above the store and for trying things
// out. It forgets everything when it goes.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "services/store/audit_chain.h"
#include "services/store/release_log.h"
#include "services/store/seq_signal.h"

namespace peerage::store {

class MemoryReleaseLog : public ReleaseLog {
 public:
  explicit MemoryReleaseLog(Clock clock) : clock_(std::move(clock)) {}

  absl::StatusOr<std::optional<std::string>> FindAnswer(const IdempotencyKey& key) override;
  absl::StatusOr<std::string> Commit(const ReleaseDraft& draft, const IdempotencyKey& key,
                                     const MakeAnswer& make_answer) override;
  absl::StatusOr<DatasetState> ReadDataset(const std::string& dataset_id) override;
  absl::StatusOr<DatasetState> ReadDatasetAt(const std::string& dataset_id, int64_t seq) override;
  absl::StatusOr<int64_t> Head() override;
  absl::StatusOr<Release> Get(int64_t seq) override;
  absl::StatusOr<std::vector<Release>> List(const std::string& dataset_id, int64_t after_seq,
                                            int limit) override;
  absl::StatusOr<std::vector<StoredChunk>> ReadChunks(int64_t seq) override;
  absl::StatusOr<std::string> ReadReference(int64_t seq) override;
  absl::StatusOr<std::string> ReadRemarks(int64_t seq) override;
  absl::StatusOr<std::optional<std::string>> ReadSource(int64_t seq) override;
  absl::StatusOr<std::vector<ScopeDraft>> ReadScopes(int64_t seq) override;
  int64_t WaitForSeqAbove(int64_t seq, absl::Duration timeout) override;
  absl::Status Record(const AuditEntry& entry) override;
  absl::StatusOr<std::vector<AuditRow>> ReadAudit(int64_t after_ordinal, int limit) override;
  absl::StatusOr<int64_t> LastAuditOrdinal() override;
  absl::Status CheckStorage() override { return absl::OkStatus(); }

 private:
  struct Entry {
    Release release;
    // Its source is gone: source is a copy.
    ReleaseDraft draft;
    std::string source;
  };
  struct Answer {
    std::string request_digest;
    std::string bytes;
  };

  // The following need mutex_.
  absl::StatusOr<std::optional<std::string>> FindAnswerLocked(const IdempotencyKey& key) const;
  // Of the first `releases` of the log.
  DatasetState StateLocked(const std::string& dataset_id, size_t releases) const;
  absl::StatusOr<const Entry*> FindLocked(int64_t seq) const;

  const Clock clock_;
  SeqSignal signal_;
  std::mutex mutex_;
  // The release of seq s is entries_[s - 1].
  std::vector<Entry> entries_;
  std::map<std::pair<std::string, std::string>, Answer> answers_;
  MemoryAudit audit_;
};

}  // namespace peerage::store
