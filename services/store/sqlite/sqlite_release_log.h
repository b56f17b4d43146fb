// The release log in one SQLite file, for one process.
//
// Writes go through one connection under one mutex, reads through another, so
// that a long commit keeps no reader waiting (WAL). After input or output has
// failed during a commit nobody knows what the disk holds: the log then refuses
// further writes with UNAVAILABLE until the process is started anew, and goes
// on reading.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "services/store/release_log.h"
#include "services/store/seq_signal.h"
#include "services/store/sqlite/database.h"

namespace peerage::store {

class SqliteReleaseLog : public ReleaseLog {
 public:
  // Opens or creates the file; its directory exists. FAILED_PRECONDITION: a
  // newer version of the program made it.
  static absl::StatusOr<std::unique_ptr<SqliteReleaseLog>> Open(const std::string& path,
                                                                Clock clock);

  absl::StatusOr<std::optional<std::string>> FindAnswer(const IdempotencyKey& key) override;
  absl::StatusOr<std::string> Commit(const ReleaseDraft& draft, const IdempotencyKey& key,
                                     const MakeAnswer& make_answer) override;
  absl::StatusOr<DatasetState> ReadDataset(const std::string& dataset_id) override;
  absl::StatusOr<int64_t> Head() override;
  absl::StatusOr<Release> Get(int64_t seq) override;
  absl::StatusOr<std::vector<Release>> List(const std::string& dataset_id, int64_t after_seq,
                                            int limit) override;
  absl::StatusOr<std::vector<StoredChunk>> ReadChunks(int64_t seq) override;
  absl::StatusOr<std::string> ReadReference(int64_t seq) override;
  int64_t WaitForSeqAbove(int64_t seq, absl::Duration timeout) override;

 private:
  SqliteReleaseLog(Database writer, Database reader, Clock clock)
      : clock_(std::move(clock)), writer_(std::move(writer)), reader_(std::move(reader)) {}

  // Steps 1 to 4 of ReleaseLog::Commit, inside a transaction.
  absl::StatusOr<std::string> CommitInside(const ReleaseDraft& draft, const IdempotencyKey& key,
                                           const MakeAnswer& make_answer, int64_t& new_seq);

  const Clock clock_;
  SeqSignal signal_;
  std::mutex write_mutex_;
  Database writer_;      // Under write_mutex_.
  bool failed_ = false;  // Under write_mutex_.
  std::mutex read_mutex_;
  Database reader_;  // Under read_mutex_.
};

}  // namespace peerage::store
