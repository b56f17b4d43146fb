// Figures of any release, decoded a chunk at a time: a release may hold millions,
// and only some of its chunks are in memory at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "services/core/observation.h"
#include "services/core/packed_run.h"
#include "services/store/release_log.h"

namespace peerage::ingestion {

// Cheap when asked in the order of series and period. Keeps the compressed
// chunks of the releases it was asked about lately, and one decoded chunk of each:
// 64 MiB at most but for one release. Not safe from several threads.
class HeldFigures {
 public:
  // The log outlives it.
  explicit HeldFigures(store::ReleaseLog& log) : log_(log) {}

  // The figures that release `head.seq` holds of the scope. The log's errors;
  // INTERNAL when a chunk is damaged or is not there.
  absl::StatusOr<core::ScopeFigures> Find(const store::ScopeHead& head);

 private:
  // A release's chunks as they are stored, by series and last period, and the one
  // that was decoded last.
  struct Held {
    int64_t seq = 0;
    std::map<std::pair<std::string, core::Month>, store::StoredChunk> chunks;
    size_t packed_bytes = 0;
    const store::StoredChunk* decoded = nullptr;
    core::PackedRun run;
  };

  // The release, which is `held_`'s first from now on.
  absl::StatusOr<Held*> Load(int64_t seq);
  // The run that holds the scope.
  absl::StatusOr<const core::PackedRun*> Decode(const store::ScopeHead& head);
  // Takes away the releases that were used longest ago until the others fit.
  void Shrink();

  store::ReleaseLog& log_;
  // The one used last comes first.
  std::list<Held> held_;
};

}  // namespace peerage::ingestion
