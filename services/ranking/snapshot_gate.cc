#include "services/ranking/snapshot_gate.h"

#include <chrono>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/error.h"

namespace peerage::ranking {
namespace {

using runtime::Error;
using runtime::Reason;

// What is left of the deadline for the answer itself.
constexpr std::chrono::milliseconds kForTheAnswer(50);

int64_t WholeSeconds(const ServedSnapshot& served) {
  return std::chrono::duration_cast<std::chrono::seconds>(served.age).count();
}

void AddFreshness(const ServedSnapshot& served, runtime::Call& call) {
  call.AddTrailer("peerage-seq", absl::StrCat(served.snapshot->seq));
  call.AddTrailer("peerage-snapshot-age-seconds", absl::StrCat(WholeSeconds(served)));
  call.AddTrailer("peerage-stale", served.stale ? "true" : "false");
}

}  // namespace

void FillStatus(const SnapshotHolder& holder, operations::v1::GetStatusResponse& status) {
  const ServedSnapshot served = holder.Served();
  if (served.snapshot == nullptr) return;
  if (served.snapshot->seq > 0) status.set_seq(served.snapshot->seq);
  status.set_snapshot_age_seconds(WholeSeconds(served));
  status.set_stale(served.stale);
}

bool MustWait(const SnapshotHolder& holder, int64_t min_seq) {
  const auto snapshot = holder.Served().snapshot;
  return snapshot != nullptr && snapshot->seq < min_seq;
}

absl::StatusOr<std::shared_ptr<const Snapshot>> Enter(const SnapshotHolder& holder, int64_t min_seq,
                                                      runtime::Call& call) {
  if (min_seq < 0) {
    return runtime::FieldError("min_seq", absl::StrCat("is ", min_seq, ": releases count from 1"));
  }
  ServedSnapshot served = holder.Served();
  if (served.snapshot != nullptr && served.snapshot->seq < min_seq) {
    served = holder.WaitForSeq(min_seq, call.deadline - kForTheAnswer);
  }
  if (served.snapshot == nullptr) {
    return Error(absl::StatusCode::kUnavailable, Reason::kCatchingUp,
                 "ranking has not read ingestion's releases yet: try again in a moment");
  }
  AddFreshness(served, call);
  if (served.snapshot->seq < min_seq) {
    return Error(absl::StatusCode::kFailedPrecondition, Reason::kBehind,
                 absl::StrCat("release ", min_seq, " has not arrived here, the newest is ",
                              served.snapshot->seq, ": try again"));
  }
  return std::move(served.snapshot);
}

}  // namespace peerage::ranking
