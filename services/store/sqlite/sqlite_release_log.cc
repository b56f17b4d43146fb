#include "services/store/sqlite/sqlite_release_log.h"

#include "services/store/release_draft.h"
#include "services/store/sqlite/query.h"
#include "services/store/sqlite/release_rows.h"
#include "services/store/sqlite/release_schema.h"

namespace peerage::store {
namespace {

using Lock = std::lock_guard<std::mutex>;

constexpr char kSelectHead[] = "SELECT MAX(seq) FROM release";

absl::StatusOr<absl::Time> LastKnownAt(Database& database) {
  absl::Time last = absl::InfinitePast();
  const absl::Status status =
      Select(database, "SELECT known_at_micros FROM release ORDER BY seq DESC LIMIT 1",
             [&](const Statement& row) { last = absl::FromUnixMicros(row.Integer(0)); });
  if (!status.ok()) return status;
  return last;
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteReleaseLog>> SqliteReleaseLog::Open(const std::string& path,
                                                                         Clock clock) {
  absl::StatusOr<Database> writer = Database::Open(path);
  if (!writer.ok()) return writer.status();
  if (absl::Status status = writer->EnsureSchema(kReleaseSchema); !status.ok()) return status;
  absl::StatusOr<Database> reader = Database::Open(path);
  if (!reader.ok()) return reader.status();
  std::unique_ptr<SqliteReleaseLog> log(
      new SqliteReleaseLog(*std::move(writer), *std::move(reader), std::move(clock)));
  const absl::StatusOr<int64_t> head = log->Head();
  if (!head.ok()) return head.status();
  log->signal_.Publish(*head);
  return log;
}

absl::StatusOr<std::optional<std::string>> SqliteReleaseLog::FindAnswer(const IdempotencyKey& key) {
  const Lock lock(read_mutex_);
  return SelectAnswer(reader_, key);
}

absl::StatusOr<std::string> SqliteReleaseLog::Commit(const ReleaseDraft& draft,
                                                     const IdempotencyKey& key,
                                                     const MakeAnswer& make_answer) {
  int64_t new_seq = 0;
  absl::StatusOr<std::string> answer;
  {
    const Lock lock(write_mutex_);
    if (failed_) {
      return absl::UnavailableError("writing to the store has failed; restart this service");
    }
    Transaction transaction(writer_, Transaction::Mode::kWrite);
    if (!transaction.status().ok()) return transaction.status();
    answer = CommitInside(draft, key, make_answer, new_seq);
    if (!answer.ok()) return answer;
    if (absl::Status status = transaction.Commit(); !status.ok()) {
      failed_ = absl::IsUnavailable(status);
      return status;
    }
  }
  if (new_seq > 0) signal_.Publish(new_seq);
  return answer;
}

absl::StatusOr<std::string> SqliteReleaseLog::CommitInside(const ReleaseDraft& draft,
                                                           const IdempotencyKey& key,
                                                           const MakeAnswer& make_answer,
                                                           int64_t& new_seq) {
  absl::StatusOr<std::optional<std::string>> earlier = SelectAnswer(writer_, key);
  if (!earlier.ok()) return earlier.status();
  if (earlier->has_value()) return **std::move(earlier);
  const absl::StatusOr<DatasetState> state = SelectDataset(writer_, draft.dataset_id);
  if (!state.ok()) return state.status();
  if (state->newest_seq > draft.based_on_seq) return LostRaceError(draft.dataset_id);
  const absl::StatusOr<absl::Time> last = LastKnownAt(writer_);
  if (!last.ok()) return last.status();
  const absl::Time known_at = NextKnownAt(*last, clock_());

  Committed committed;
  const int64_t same = SeqOfSameContent(draft, *state);
  if (same > 0) {
    absl::StatusOr<Release> release = SelectRelease(writer_, same);
    if (!release.ok()) return release.status();
    committed = {*std::move(release), true};
  } else {
    const absl::StatusOr<int64_t> head = writer_.QueryInteger(kSelectHead);
    if (!head.ok()) return head.status();
    new_seq = *head + 1;
    committed.release = MakeRelease(draft, new_seq, known_at);
    if (absl::Status status = InsertRelease(writer_, committed.release, draft); !status.ok()) {
      return status;
    }
  }
  const int64_t seq = committed.release.seq;
  std::string answer = make_answer(committed);
  absl::Status status = InsertAnswer(writer_, key, answer, seq);
  if (!status.ok()) return status;
  status =
      InsertAudit(writer_, draft, committed.unchanged ? "release unchanged" : "release committed",
                  known_at, seq);
  if (!status.ok()) return status;
  return answer;
}

absl::StatusOr<DatasetState> SqliteReleaseLog::ReadDataset(const std::string& dataset_id) {
  const Lock lock(read_mutex_);
  // Several statements, one view.
  Transaction transaction(reader_, Transaction::Mode::kRead);
  if (!transaction.status().ok()) return transaction.status();
  return SelectDataset(reader_, dataset_id);
}

absl::StatusOr<int64_t> SqliteReleaseLog::Head() {
  const Lock lock(read_mutex_);
  return reader_.QueryInteger(kSelectHead);
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

absl::StatusOr<std::string> SqliteReleaseLog::ReadReference(int64_t seq) {
  const Lock lock(read_mutex_);
  if (absl::Status status = SelectRelease(reader_, seq).status(); !status.ok()) return status;
  absl::StatusOr<std::optional<std::string>> bytes = SelectReference(reader_, seq);
  if (!bytes.ok()) return bytes.status();
  if (!bytes->has_value()) return NoReferenceError(seq);
  return **std::move(bytes);
}

int64_t SqliteReleaseLog::WaitForSeqAbove(int64_t seq, absl::Duration timeout) {
  return signal_.WaitAbove(seq, timeout);
}

}  // namespace peerage::store
