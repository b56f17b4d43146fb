#include "services/store/sqlite/release_commit.h"

#include <utility>

#include "services/store/failpoint.h"
#include "services/store/release_draft.h"
#include "services/store/sqlite/audit_table.h"
#include "services/store/sqlite/query.h"
#include "services/store/sqlite/release_rows.h"

namespace peerage::store {
namespace {

absl::StatusOr<absl::Time> LastKnownAt(Database& database) {
  absl::Time last = absl::InfinitePast();
  const absl::Status status =
      Select(database, "SELECT known_at_micros FROM release ORDER BY seq DESC LIMIT 1",
             [&](const Statement& row) { last = absl::FromUnixMicros(row.Integer(0)); });
  if (!status.ok()) return status;
  return last;
}

}  // namespace

absl::StatusOr<std::optional<AuditRow>> ReleaseCommit::Run(Database& database) {
  absl::StatusOr<std::optional<std::string>> earlier = SelectAnswer(database, key_);
  if (!earlier.ok()) return earlier.status();
  if (earlier->has_value()) {
    answer_ = **std::move(earlier);
    return std::nullopt;
  }
  const absl::StatusOr<DatasetState> state = SelectDataset(database, draft_.dataset_id);
  if (!state.ok()) return state.status();
  if (state->newest_seq > draft_.based_on_seq) return LostRaceError(draft_.dataset_id);
  const absl::StatusOr<absl::Time> last = LastKnownAt(database);
  if (!last.ok()) return last.status();
  const absl::Time known_at = NextKnownAt(*last, clock_());
  const absl::StatusOr<Committed> committed = Release(database, *state, known_at);
  if (!committed.ok()) return committed.status();
  answer_ = make_answer_(*committed);
  absl::Status status = InsertAnswer(database, key_, answer_, committed->release.seq);
  if (status.ok()) status = PassFailpoint(Failpoint::kCommitKey);
  if (!status.ok()) return status;
  absl::StatusOr<AuditRow> row = Audit(database, *state, *committed, known_at);
  if (!row.ok()) return row.status();
  return *std::move(row);
}

absl::StatusOr<Committed> ReleaseCommit::Release(Database& database, const DatasetState& state,
                                                 absl::Time known_at) {
  if (const int64_t same = SeqOfSameContent(draft_, state); same > 0) {
    absl::StatusOr<store::Release> release = SelectRelease(database, same);
    if (!release.ok()) return release.status();
    return Committed{*std::move(release), true};
  }
  const absl::StatusOr<int64_t> head = SelectHeadSeq(database);
  if (!head.ok()) return head.status();
  Committed committed{MakeRelease(draft_, *head + 1, known_at), false};
  absl::Status status = InsertRelease(database, committed.release);
  if (status.ok()) status = PassFailpoint(Failpoint::kCommitRelease);
  if (status.ok()) status = InsertContent(database, committed.release.seq, draft_);
  if (status.ok()) status = PassFailpoint(Failpoint::kCommitContent);
  if (!status.ok()) return status;
  new_seq_ = committed.release.seq;
  return committed;
}

absl::StatusOr<AuditRow> ReleaseCommit::Audit(Database& database, const DatasetState& state,
                                              const Committed& committed, absl::Time now) {
  std::string before;
  if (state.newest_seq > 0) {
    const absl::StatusOr<store::Release> newest = SelectRelease(database, state.newest_seq);
    if (!newest.ok()) return newest.status();
    before = ReleaseDigest(*newest);
  }
  absl::StatusOr<AuditRow> row = InsertAudit(database, CommitEntry(draft_, committed, before), now);
  if (!row.ok()) return row.status();
  if (absl::Status status = PassFailpoint(Failpoint::kCommitAudit); !status.ok()) return status;
  return row;
}

}  // namespace peerage::store
