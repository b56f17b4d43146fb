#include "services/ingestion/release_content.h"

#include <utility>

#include "services/ingestion/release_messages.h"
#include "services/wire/chunk_codec.h"
#include "services/wire/sha256.h"

namespace peerage::ingestion {

absl::Status ReleaseContent::Add(const core::PackedRun& run) {
  const absl::StatusOr<std::vector<v1::Chunk>> chunks = wire::EncodeChunks(run);
  if (!chunks.ok()) return absl::InternalError(chunks.status().message());
  for (const v1::Chunk& chunk : *chunks) chunks_.push_back(FromProto(chunk));
  std::vector<std::string> digests = wire::ScopeDigests(run);
  for (size_t scope = 0; scope < run.scopes.size(); ++scope) {
    digests_ += digests[scope];
    scopes_.push_back({run.series_id, run.scopes[scope].period_end, run.period_months,
                       std::move(digests[scope])});
  }
  return absl::OkStatus();
}

void ReleaseContent::MoveInto(store::ReleaseDraft& draft) && {
  draft.chunks = std::move(chunks_);
  draft.scopes = std::move(scopes_);
  draft.content_digest = wire::Sha256(digests_);
}

}  // namespace peerage::ingestion
