#include "services/ranking/release_follower.h"

#include <algorithm>
#include <random>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "clients/cpp/status.h"
#include "services/ranking/snapshot_fold.h"
#include "services/runtime/error.h"
#include "services/runtime/logging.h"

namespace peerage::ranking {
namespace {

constexpr std::chrono::milliseconds kFirstPause(100);
// With the 2.4 s that the connection itself may wait before it is dialled again
// (clients/cpp/channel.cc), an ingestion that is back is followed within 5 s.
constexpr std::chrono::milliseconds kLongestPause(2000);
// How often a pause looks whether the service is ending.
constexpr std::chrono::milliseconds kPauseStep(50);
// A cache that is slow keeps nobody from ingestion for longer.
constexpr std::chrono::seconds kLongestLoad(20);

// Half of the pause is fixed and half drawn, so that replicas do not come back
// together.
std::chrono::milliseconds Jittered(std::chrono::milliseconds pause) {
  static thread_local std::minstd_rand random(std::random_device{}());
  std::uniform_int_distribution<int64_t> half(0, pause.count() / 2);
  return pause / 2 + std::chrono::milliseconds(half(random));
}

// Whether ingestion said that the release we stand on is none of its own: its
// log is another one, or was brought back to an earlier state.
bool IsOtherLog(const absl::Status& ended) {
  const std::string reason = client::ErrorReason(ended);
  return reason == runtime::ReasonName(runtime::Reason::kOtherLog) ||
         reason == runtime::ReasonName(runtime::Reason::kBeyondHead);
}

}  // namespace

ReleaseFollower::ReleaseFollower(const client::IngestionClient& ingestion, SnapshotHolder& holder,
                                 Metrics& metrics, ReadyWatcher ready, LonelyStart lonely)
    : ingestion_(ingestion),
      holder_(holder),
      metrics_(metrics),
      ready_(std::move(ready)),
      lonely_(lonely),
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
    Consider(ended);
    // A stream that delivered anything starts the pauses anew.
    pause = heard_ ? kFirstPause : std::min(pause * 2, kLongestPause);
    Pause(Jittered(pause));
  }
}

absl::Status ReleaseFollower::FollowOnce() {
  assembler_.Clear();
  ingestion::v1::FollowReleasesRequest request;
  if (const auto current = holder_.Current()) {
    request.set_from_seq(current->seq);
    request.set_from_release_id(current->release_id);
  }
  absl::Status taken;
  const absl::Status ended = ingestion_.FollowReleases(
      request,
      [&](const ingestion::v1::FollowReleasesResponse& step) {
        taken = Take(step);
        return taken.ok();
      },
      cancellation_);
  return taken.ok() ? ended : taken;
}

absl::Status ReleaseFollower::Take(const ingestion::v1::FollowReleasesResponse& step) {
  heard_ = true;
  metrics_.heard_timestamp_seconds.Set(absl::ToDoubleSeconds(absl::Now() - absl::UnixEpoch()));
  if (step.has_heartbeat()) {
    holder_.HeardOfHead(step.heartbeat().head_seq());
    metrics_.head_seq.Set(static_cast<double>(step.heartbeat().head_seq()));
    ReportReady();
    return absl::OkStatus();
  }
  const auto release = assembler_.Take(step);
  if (!release.ok()) return release.status();
  return release->has_value() ? Commit(**release) : absl::OkStatus();
}

absl::Status ReleaseFollower::Commit(const IncomingRelease& release) {
  static const Snapshot kEmpty;
  const auto began = std::chrono::steady_clock::now();
  const auto current = holder_.Current();
  auto next = Fold(current == nullptr ? kEmpty : *current, release);
  if (!next.ok()) return next.status();
  holder_.Swap(*std::move(next));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  metrics_.fold_seconds.Observe(took.count());
  ReportReady();
  return absl::OkStatus();
}

void ReleaseFollower::Consider(const absl::Status& ended) {
  if (IsOtherLog(ended)) {
    runtime::LogError("snapshot forgotten: it is of another log");
    holder_.Forget();
    metrics_.head_seq.Set(0);
    ReportReady();
  } else if (lonely_.cache != nullptr && holder_.WantsSnapshot()) {
    Restore();
  }
}

void ReleaseFollower::Restore() {
  const auto until = std::chrono::steady_clock::now() + kLongestLoad;
  auto loaded = LoadSnapshot(*lonely_.cache, [&] {
    return cancellation_.cancelled() || std::chrono::steady_clock::now() > until;
  });
  if (!loaded) return;
  // A clock that went back makes no snapshot younger than it can be.
  const absl::Duration age = std::max(absl::Now() - loaded->heard_at, absl::ZeroDuration());
  runtime::LogInfo("snapshot restored", {{runtime::LogKey::kSeq, loaded->snapshot->seq}});
  holder_.Restore(std::move(loaded->snapshot), absl::ToChronoMilliseconds(age));
}

void ReleaseFollower::Pause(std::chrono::milliseconds pause) {
  for (auto left = pause; left.count() > 0 && !cancellation_.cancelled(); left -= kPauseStep) {
    const bool alone_long_enough =
        std::chrono::steady_clock::now() - began_ >= lonely_.serve_stale_after;
    if (!told_ready_ && alone_long_enough) {
      holder_.ServeStale();
      ReportReady();
    }
    std::this_thread::sleep_for(std::min(left, kPauseStep));
  }
}

void ReleaseFollower::ReportReady() {
  const ServedSnapshot served = holder_.Served();
  const bool ready = served.snapshot != nullptr;
  metrics_.snapshot_seq.Set(ready ? static_cast<double>(served.snapshot->seq) : 0);
  if (!ready_ || ready == told_ready_) return;
  told_ready_ = ready;
  ready_(ready);
}

}  // namespace peerage::ranking
