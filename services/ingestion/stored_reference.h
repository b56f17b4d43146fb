// The newest reference of a dataset, as the log holds it.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/core/reference.h"
#include "services/store/release_log.h"

namespace peerage::ingestion {

// INTERNAL when what is stored is no reference.
absl::StatusOr<core::DatasetReference> ReadReference(store::ReleaseLog& log, int64_t seq);

// The rows of a release of reference data: how many things it declares.
int64_t CountDeclarations(const core::DatasetReference& reference);

}  // namespace peerage::ingestion
