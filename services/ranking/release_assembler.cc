#include "services/ranking/release_assembler.h"

#include <utility>

#include "services/wire/chunk_codec.h"
#include "services/wire/reference.h"

namespace peerage::ranking {
namespace {

absl::Time ToTime(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

}  // namespace

absl::StatusOr<std::optional<IncomingRelease>> ReleaseAssembler::Take(
    const ingestion::v1::FollowReleasesResponse& step) {
  using Step = ingestion::v1::FollowReleasesResponse;
  switch (step.step_case()) {
    case Step::kChunk: {
      const auto run = wire::DecodePackedChunk(step.chunk());
      if (!run.ok()) return run.status();
      pending_.runs.push_back(MakeIncoming(*run));
      return std::nullopt;
    }
    case Step::kReference: {
      auto reference = wire::FromProto(step.reference());
      if (!reference.ok()) return reference.status();
      pending_.reference = *std::move(reference);
      return std::nullopt;
    }
    case Step::kCommit: {
      IncomingRelease release = std::exchange(pending_, IncomingRelease{});
      release.seq = step.commit().seq();
      release.id = step.commit().id();
      release.dataset_id = step.commit().dataset_id();
      release.known_at = ToTime(step.commit().known_at());
      return release;
    }
    case Step::kHeartbeat:
    case Step::STEP_NOT_SET:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace peerage::ranking
