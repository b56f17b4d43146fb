#include "services/ranking/snapshot_gate.h"

#include <chrono>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/error.h"

namespace peerage::ranking {
namespace {

using runtime::Error;
using runtime::Reason;

// What is left of the deadline for the answer itself.
constexpr std::chrono::milliseconds kForTheAnswer(50);

void AddFreshness(const SnapshotHolder& holder, const Snapshot& snapshot, runtime::Call& call) {
  const auto age = holder.Age();
  call.AddTrailer("peerage-seq", absl::StrCat(snapshot.seq));
  call.AddTrailer("peerage-snapshot-age-seconds",
                  absl::StrCat(std::chrono::duration_cast<std::chrono::seconds>(age).count()));
  call.AddTrailer("peerage-stale", age > SnapshotHolder::kStaleAfter ? "true" : "false");
}

}  // namespace

void FillStatus(const SnapshotHolder& holder, operations::v1::GetStatusResponse& status) {
  const auto snapshot = holder.Current();
  if (snapshot == nullptr) return;
  const auto age = holder.Age();
  if (snapshot->seq > 0) status.set_seq(snapshot->seq);
  status.set_snapshot_age_seconds(std::chrono::duration_cast<std::chrono::seconds>(age).count());
  status.set_stale(age > SnapshotHolder::kStaleAfter);
}

bool MustWait(const SnapshotHolder& holder, int64_t min_seq) {
  const auto snapshot = holder.Served();
  return snapshot != nullptr && snapshot->seq < min_seq;
}

absl::StatusOr<std::shared_ptr<const Snapshot>> Enter(const SnapshotHolder& holder, int64_t min_seq,
                                                      runtime::Call& call) {
  if (min_seq < 0) {
    return runtime::FieldError("min_seq", absl::StrCat("is ", min_seq, ": releases count from 1"));
  }
  auto snapshot = holder.Served();
  if (snapshot != nullptr && snapshot->seq < min_seq) {
    snapshot = holder.WaitForSeq(min_seq, call.deadline - kForTheAnswer);
  }
  if (snapshot == nullptr) {
    return Error(absl::StatusCode::kUnavailable, Reason::kCatchingUp,
                 "ranking has not read ingestion's releases yet: try again in a moment");
  }
  AddFreshness(holder, *snapshot, call);
  if (snapshot->seq < min_seq) {
    return Error(absl::StatusCode::kFailedPrecondition, Reason::kBehind,
                 absl::StrCat("release ", min_seq, " has not arrived here, the newest is ",
                              snapshot->seq, ": try again"));
  }
  return snapshot;
}

}  // namespace peerage::ranking
