// The release log in one SQLite file, for one process.
//
// Writes go through one connection under one mutex, reads through another, so
// that a long commit keeps no reader waiting (WAL). What happens when input or
// output fails stands in store_events.h.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "services/store/release_log.h"
#include "services/store/seq_signal.h"
#include "services/store/sqlite/database.h"
#include "services/store/sqlite/writer.h"

namespace peerage::store {

class SqliteReleaseLog : public ReleaseLog {
 public:
  // Opens or creates the file; its directory exists. A file of an earlier
  // version is brought to the present one. FAILED_PRECONDITION: a newer version
  // of the program made it.
  static absl::StatusOr<std::unique_ptr<SqliteReleaseLog>> Open(const std::string& path,
                                                                Clock clock,
                                                                StoreEvents events = {});
  // Opens a file of the present version that is there, to read it only: Commit
  // and Record are FAILED_PRECONDITION.
  static absl::StatusOr<std::unique_ptr<SqliteReleaseLog>> OpenReadOnly(const std::string& path);

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
  absl::Status CheckStorage() override;

 private:
  // No writer: read-only.
  SqliteReleaseLog(std::unique_ptr<Writer> writer, Database reader, Clock clock)
      : clock_(std::move(clock)), writer_(std::move(writer)), reader_(std::move(reader)) {}

  absl::Status Write(const Writer::Work& work);

  const Clock clock_;
  SeqSignal signal_;
  const std::unique_ptr<Writer> writer_;
  std::mutex read_mutex_;
  Database reader_;  // Under read_mutex_.
};

}  // namespace peerage::store
