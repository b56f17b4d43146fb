#include "services/ranking/release_follower.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/logging.h"
#include "services/wire/chunk_codec.h"
#include "services/wire/reference.h"

namespace peerage::ranking {
namespace {

constexpr std::chrono::milliseconds kFirstPause(100);
constexpr std::chrono::milliseconds kLongestPause(5000);
// How often a pause looks whether the service is ending.
constexpr std::chrono::milliseconds kPauseStep(50);

absl::Time ToTime(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

// Half of the pause is fixed and half drawn, so that replicas do not come back
// together.
std::chrono::milliseconds Jittered(std::chrono::milliseconds pause) {
  static thread_local std::minstd_rand random(std::random_device{}());
  std::uniform_int_distribution<int64_t> half(0, pause.count() / 2);
  return pause / 2 + std::chrono::milliseconds(half(random));
}

}  // namespace

ReleaseFollower::ReleaseFollower(const client::IngestionClient& ingestion, SnapshotHolder& holder,
                                 Metrics& metrics, std::function<void()> on_caught_up)
    : ingestion_(ingestion),
      holder_(holder),
      metrics_(metrics),
      on_caught_up_(std::move(on_caught_up)),
      thread_([this] { Run(); }) {}

ReleaseFollower::~ReleaseFollower() {
  cancellation_.Cancel();
  thread_.join();
}

void ReleaseFollower::Run() {
  std::chrono::milliseconds pause = kFirstPause;
  while (!cancellation_.cancelled()) {
    heard_ = false;
    const absl::Status ended = FollowOnce();
    if (cancellation_.cancelled()) return;
    runtime::LogWarning("following ingestion ended",
                        {{runtime::LogKey::kCode, absl::StatusCodeToString(ended.code())},
                         {runtime::LogKey::kDetail, static_cast<std::string>(ended.message())}});
    // A stream that delivered anything starts the pauses anew.
    pause = heard_ ? kFirstPause : std::min(pause * 2, kLongestPause);
    for (auto left = Jittered(pause); left.count() > 0 && !cancellation_.cancelled();
         left -= kPauseStep) {
      std::this_thread::sleep_for(std::min(left, kPauseStep));
    }
  }
}

absl::Status ReleaseFollower::FollowOnce() {
  pending_ = IncomingRelease{};
  const auto current = holder_.Current();
  absl::Status taken;
  const absl::Status ended = ingestion_.FollowReleases(
      current == nullptr ? 0 : current->seq,
      [&](const ingestion::v1::FollowReleasesResponse& step) {
        taken = Take(step);
        return taken.ok();
      },
      cancellation_);
  return taken.ok() ? ended : taken;
}

absl::Status ReleaseFollower::Take(const ingestion::v1::FollowReleasesResponse& step) {
  using Step = ingestion::v1::FollowReleasesResponse;
  heard_ = true;
  metrics_.heard_timestamp_seconds.SetToCurrentTime();
  switch (step.step_case()) {
    case Step::kChunk: {
      auto run = wire::DecodeChunk(step.chunk());
      if (!run.ok()) return run.status();
      pending_.runs.push_back(*std::move(run));
      return absl::OkStatus();
    }
    case Step::kReference: {
      auto reference = wire::FromProto(step.reference());
      if (!reference.ok()) return reference.status();
      pending_.reference = *std::move(reference);
      return absl::OkStatus();
    }
    case Step::kCommit:
      return Commit(step.commit());
    case Step::kHeartbeat:
      holder_.HeardOfHead(step.heartbeat().head_seq());
      metrics_.head_seq.Set(static_cast<double>(step.heartbeat().head_seq()));
      ReportCaughtUp();
      return absl::OkStatus();
    case Step::STEP_NOT_SET:
      // A step of a newer ingestion: nothing that this version needs.
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

absl::Status ReleaseFollower::Commit(const ingestion::v1::Release& release) {
  static const Snapshot kEmpty;
  pending_.seq = release.seq();
  pending_.dataset_id = release.dataset_id();
  pending_.known_at = ToTime(release.known_at());
  const auto began = std::chrono::steady_clock::now();
  const auto current = holder_.Current();
  auto next = Fold(current == nullptr ? kEmpty : *current, pending_);
  pending_ = IncomingRelease{};
  if (!next.ok()) return next.status();
  holder_.Swap(*std::move(next));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  metrics_.fold_seconds.Observe(took.count());
  metrics_.snapshot_seq.Set(static_cast<double>(release.seq()));
  ReportCaughtUp();
  return absl::OkStatus();
}

void ReleaseFollower::ReportCaughtUp() {
  if (on_caught_up_ && holder_.CaughtUp()) std::exchange(on_caught_up_, nullptr)();
}

}  // namespace peerage::ranking
