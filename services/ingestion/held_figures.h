// Figures of any release, decoded a chunk at a time: a release may hold millions,
// and only some of its chunks are in memory at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <vector>

#include "absl/status/statusor.h"
#include "services/core/observation.h"
#include "services/store/release_log.h"

namespace peerage::ingestion {

// Cheap when asked in the order of series and period. Keeps the compressed
// chunks of the releases it was asked about lately, 64 MiB at most but for one
// release, and some 400,000 decoded figures. Not safe from several threads.
class HeldFigures {
 public:
  // The log outlives it.
  explicit HeldFigures(store::ReleaseLog& log) : log_(log) {}

  // The figures that release `head.seq` holds of the scope. The log's errors;
  // INTERNAL when a chunk is damaged or is not there.
  absl::StatusOr<core::ScopeFigures> Find(const store::ScopeHead& head);

 private:
  struct Packed {
    int64_t seq = 0;
    std::vector<store::StoredChunk> chunks;
    size_t bytes = 0;
  };
  struct Unpacked {
    int64_t seq = 0;
    core::SeriesRun run;
    size_t figures = 0;
  };

  absl::StatusOr<const Packed*> Load(int64_t seq);
  absl::StatusOr<const core::SeriesRun*> Unpack(const store::ScopeHead& head);

  store::ReleaseLog& log_;
  // The one used last comes first.
  std::list<Packed> packed_;
  std::list<Unpacked> unpacked_;
};

}  // namespace peerage::ingestion
