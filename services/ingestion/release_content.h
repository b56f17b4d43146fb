// What a release keeps: chunks, scopes and digests, made series by series.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/core/packed_run.h"
#include "services/store/release.h"

namespace peerage::ingestion {

class ReleaseContent {
 public:
  // Runs come in the order of their series' ids. INTERNAL: a run is not
  // canonical, or one of its periods is too large for a chunk.
  absl::Status Add(const core::PackedRun& run);

  // Gives all that was added to the draft, with its digest.
  void MoveInto(store::ReleaseDraft& draft) &&;

 private:
  std::vector<store::StoredChunk> chunks_;
  std::vector<store::ScopeDraft> scopes_;
  // Of the scopes, one after the other.
  std::string digests_;
};

}  // namespace peerage::ingestion
