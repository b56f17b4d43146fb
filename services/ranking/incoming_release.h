// A release on its way from the stream into a snapshot.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "services/core/month.h"
#include "services/core/packed_run.h"
#include "services/core/reference.h"
#include "services/ranking/plane.h"

namespace peerage::ranking {

// A run of one series as planes: what waits for a release to be whole takes as
// little room as what is kept.
struct IncomingRun {
  std::string series_id;
  int period_months = 12;
  // Area n of the planes.
  std::vector<std::string> area_ids;
  std::vector<std::pair<core::Month, Plane>> scopes;
};

IncomingRun MakeIncoming(const core::PackedRun& run);

// A whole release as it came off the stream.
struct IncomingRelease {
  int64_t seq = 0;
  std::string id;
  std::string dataset_id;
  absl::Time known_at;
  // Figures, or declarations.
  std::vector<IncomingRun> runs;
  std::optional<core::DatasetReference> reference;
};

}  // namespace peerage::ranking
