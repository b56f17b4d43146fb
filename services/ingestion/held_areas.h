// Areas keep the figures that are held of them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/core/reference.h"
#include "services/store/release_log.h"

namespace peerage::ingestion {

// A field's path, and what is wrong with it.
using FieldViolations = std::vector<std::pair<std::string, std::string>>;

// Violations where `now` no longer declares an area of `before` of which the
// dataset's newest figures have values, or where it takes months away from it
// that have some: the next correction of such a scope would drop them. Figures
// are read only when an area went or lost months. `state` is that of the
// dataset; the status is that of reading the log.
absl::StatusOr<FieldViolations> CheckHeldAreas(store::ReleaseLog& log,
                                               const store::DatasetState& state,
                                               const core::DatasetReference& now,
                                               const core::DatasetReference& before);

}  // namespace peerage::ingestion
