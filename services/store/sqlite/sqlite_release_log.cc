#include "services/store/sqlite/sqlite_release_log.h"

#include "services/store/failpoint.h"
#include "services/store/release_draft.h"
#include "services/store/sqlite/audit_table.h"
#include "services/store/sqlite/release_commit.h"
#include "services/store/sqlite/release_rows.h"
#include "services/store/sqlite/release_schema.h"
#include "services/store/sqlite/source_bytes.h"

namespace peerage::store {
namespace {

using Lock = std::lock_guard<std::mutex>;

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteReleaseLog>> SqliteReleaseLog::Open(const std::string& path,
                                                                         Clock clock,
                                                                         StoreEvents events) {
  absl::StatusOr<Database> writer = Database::Open(path);
  if (!writer.ok()) return writer.status();
  if (absl::Status status = EnsureReleaseSchema(*writer, clock()); !status.ok()) return status;
  absl::StatusOr<Database> reader = Database::Open(path);
  if (!reader.ok()) return reader.status();
  std::unique_ptr<SqliteReleaseLog> log(
      new SqliteReleaseLog(std::make_unique<Writer>(*std::move(writer), std::move(events)),
                           *std::move(reader), std::move(clock)));
  const absl::StatusOr<int64_t> head = log->Head();
  if (!head.ok()) return head.status();
  log->signal_.Publish(*head);
  return log;
}

absl::StatusOr<std::unique_ptr<SqliteReleaseLog>> SqliteReleaseLog::OpenReadOnly(
    const std::string& path) {
  absl::StatusOr<Database> reader = Database::OpenReadOnly(path);
  if (!reader.ok()) return reader.status();
  if (absl::Status status = reader->CheckSchema(kReleaseSchemaVersion); !status.ok()) return status;
  return std::unique_ptr<SqliteReleaseLog>(
      new SqliteReleaseLog(nullptr, *std::move(reader), nullptr));
}

absl::Status SqliteReleaseLog::Write(const Writer::Work& work) {
  if (writer_ == nullptr) return absl::FailedPreconditionError("the store was opened to be read");
  return writer_->Run(work);
}

absl::StatusOr<std::optional<std::string>> SqliteReleaseLog::FindAnswer(const IdempotencyKey& key) {
  const Lock lock(read_mutex_);
  return SelectAnswer(reader_, key);
}

absl::StatusOr<std::string> SqliteReleaseLog::Commit(const ReleaseDraft& draft,
                                                     const IdempotencyKey& key,
                                                     const MakeAnswer& make_answer) {
  if (absl::Status status = PassFailpoint(Failpoint::kCommitBegin); !status.ok()) return status;
  ReleaseCommit commit(draft, key, make_answer, clock_);
  absl::Status status = Write([&](Database& database) { return commit.Run(database); });
  if (!status.ok()) return status;
  if (commit.new_seq() > 0) signal_.Publish(commit.new_seq());
  status = PassFailpoint(Failpoint::kCommitDone);
  if (!status.ok()) return status;
  return commit.answer();
}

absl::StatusOr<DatasetState> SqliteReleaseLog::ReadDataset(const std::string& dataset_id) {
  return ReadDatasetAt(dataset_id, kNewest);
}

absl::StatusOr<DatasetState> SqliteReleaseLog::ReadDatasetAt(const std::string& dataset_id,
                                                             int64_t seq) {
  const Lock lock(read_mutex_);
  // Several statements, one view.
  Transaction transaction(reader_, Transaction::Mode::kRead);
  if (!transaction.status().ok()) return transaction.status();
  return SelectDataset(reader_, dataset_id, seq);
}

absl::StatusOr<int64_t> SqliteReleaseLog::Head() {
  const Lock lock(read_mutex_);
  return SelectHeadSeq(reader_);
}

absl::StatusOr<Release> SqliteReleaseLog::Get(int64_t seq) {
  const Lock lock(read_mutex_);
  return SelectRelease(reader_, seq);
}

absl::StatusOr<std::vector<Release>> SqliteReleaseLog::List(const std::string& dataset_id,
                                                            int64_t after_seq, int limit) {
  const Lock lock(read_mutex_);
  return SelectReleases(reader_, dataset_id, after_seq, limit);
}

absl::StatusOr<std::vector<StoredChunk>> SqliteReleaseLog::ReadChunks(int64_t seq) {
  const Lock lock(read_mutex_);
  if (absl::Status status = SelectRelease(reader_, seq).status(); !status.ok()) return status;
  return SelectChunks(reader_, seq);
}

absl::StatusOr<std::vector<ScopeDraft>> SqliteReleaseLog::ReadScopes(int64_t seq) {
  const Lock lock(read_mutex_);
  if (absl::Status status = SelectRelease(reader_, seq).status(); !status.ok()) return status;
  return SelectScopes(reader_, seq);
}

absl::StatusOr<std::string> SqliteReleaseLog::ReadReference(int64_t seq) {
  const Lock lock(read_mutex_);
  if (absl::Status status = SelectRelease(reader_, seq).status(); !status.ok()) return status;
  absl::StatusOr<std::optional<std::string>> bytes = SelectReference(reader_, seq);
  if (!bytes.ok()) return bytes.status();
  if (!bytes->has_value()) return NoReferenceError(seq);
  return **std::move(bytes);
}

absl::StatusOr<std::string> SqliteReleaseLog::ReadRemarks(int64_t seq) {
  const Lock lock(read_mutex_);
  if (absl::Status status = SelectRelease(reader_, seq).status(); !status.ok()) return status;
  return SelectRemarks(reader_, seq);
}

absl::StatusOr<std::optional<std::string>> SqliteReleaseLog::ReadSource(int64_t seq) {
  const Lock lock(read_mutex_);
  const absl::StatusOr<Release> release = SelectRelease(reader_, seq);
  if (!release.ok()) return release.status();
  if (!release->source_kept) return std::optional<std::string>();
  return SelectSource(reader_, release->bytes_sha256);
}

int64_t SqliteReleaseLog::WaitForSeqAbove(int64_t seq, absl::Duration timeout) {
  return signal_.WaitAbove(seq, timeout);
}

absl::Status SqliteReleaseLog::Record(const AuditEntry& entry) {
  const absl::Status status =
      Write([&](Database& database) { return RecordAudit(database, entry, clock_()); });
  return status.ok() ? PassFailpoint(Failpoint::kRecordDone) : status;
}

absl::StatusOr<std::vector<AuditRow>> SqliteReleaseLog::ReadAudit(int64_t after_ordinal,
                                                                  int limit) {
  const Lock lock(read_mutex_);
  return SelectAudit(reader_, after_ordinal, limit);
}

absl::StatusOr<int64_t> SqliteReleaseLog::LastAuditOrdinal() {
  const Lock lock(read_mutex_);
  return SelectLastOrdinal(reader_);
}

absl::Status SqliteReleaseLog::CheckStorage() {
  const Lock lock(read_mutex_);
  if (absl::Status status = reader_.CheckIntegrity(); !status.ok()) return status;
  const absl::StatusOr<int64_t> unmatched = reader_.QueryInteger(
      "SELECT (SELECT COUNT(*) FROM idem) <>"
      " (SELECT COUNT(*) FROM audit_chain WHERE action = 'commit release')");
  if (!unmatched.ok()) return unmatched.status();
  if (*unmatched == 0) return absl::OkStatus();
  return absl::DataLossError("there are not as many audit rows of commits as kept answers");
}

}  // namespace peerage::store
