#include "services/ingestion/release_follower.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ingestion/idempotency.h"
#include "services/ingestion/release_messages.h"
#include "services/runtime/error.h"

namespace peerage::ingestion {
namespace {

constexpr auto kHeartbeatEvery = std::chrono::seconds(5);
constexpr absl::Duration kLookEvery = absl::Milliseconds(200);

}  // namespace

absl::Status ReleaseFollower::Follow(const std::function<absl::Status()>& may_go_on) {
  if (absl::Status status = CheckStart(); !status.ok()) return status;
  bool caught_up = false;
  while (true) {
    if (absl::Status status = may_go_on(); !status.ok()) return status;
    const int64_t head = log_.WaitForSeqAbove(last_, caught_up ? kLookEvery : absl::ZeroDuration());
    if (head > last_) {
      if (absl::Status status = SendRelease(last_ + 1); !status.ok()) return status;
      ++last_;
      continue;
    }
    if (caught_up && std::chrono::steady_clock::now() - sent_at_ < kHeartbeatEvery) continue;
    caught_up = true;
    v1::FollowReleasesResponse step;
    step.mutable_heartbeat()->set_head_seq(last_);
    if (absl::Status status = SendStep(step); !status.ok()) return status;
  }
}

absl::Status ReleaseFollower::CheckStart() {
  if (last_ < 0) return runtime::FieldError("from_seq", "must be 0 or a release's seq");
  const absl::StatusOr<int64_t> head = log_.Head();
  if (!head.ok()) return WithReason(head.status());
  if (last_ <= *head) return last_id_.empty() ? absl::OkStatus() : CheckId();
  return runtime::Error(absl::StatusCode::kOutOfRange, runtime::Reason::kBeyondHead,
                        absl::StrCat("from_seq ", last_, " is beyond the newest release, ", *head,
                                     "; is this the log that was followed before?"));
}

absl::Status ReleaseFollower::CheckId() {
  if (last_ == 0) return runtime::FieldError("from_release_id", "goes with a from_seq above 0");
  const absl::StatusOr<store::Release> release = log_.Get(last_);
  if (!release.ok()) return WithReason(release.status());
  if (release->id == last_id_) return absl::OkStatus();
  return runtime::Error(absl::StatusCode::kFailedPrecondition, runtime::Reason::kOtherLog,
                        absl::StrCat("release ", last_, " of this log has the id ", release->id,
                                     ": what was followed before was another log; begin from 0"));
}

absl::Status ReleaseFollower::SendRelease(int64_t seq) {
  const absl::StatusOr<store::Release> release = log_.Get(seq);
  if (!release.ok()) return WithReason(release.status());
  if (release->kind == store::ReleaseKind::kReference) {
    const absl::StatusOr<std::string> bytes = log_.ReadReference(seq);
    if (!bytes.ok()) return WithReason(bytes.status());
    v1::FollowReleasesResponse step;
    if (!step.mutable_reference()->ParseFromString(*bytes)) {
      return absl::InternalError("a stored reference is damaged");
    }
    if (absl::Status status = SendStep(step); !status.ok()) return status;
  }
  const absl::StatusOr<std::vector<store::StoredChunk>> chunks = log_.ReadChunks(seq);
  if (!chunks.ok()) return WithReason(chunks.status());
  for (const store::StoredChunk& chunk : *chunks) {
    v1::FollowReleasesResponse step;
    *step.mutable_chunk() = ToProto(chunk);
    if (absl::Status status = SendStep(step); !status.ok()) return status;
  }
  v1::FollowReleasesResponse step;
  *step.mutable_commit() = ToProto(*release);
  return SendStep(step);
}

absl::Status ReleaseFollower::SendStep(const v1::FollowReleasesResponse& step) {
  sent_at_ = std::chrono::steady_clock::now();
  if (send_(step)) return absl::OkStatus();
  return runtime::Error(absl::StatusCode::kCancelled, runtime::Reason::kCancelled,
                        "the reader has gone");
}

}  // namespace peerage::ingestion
