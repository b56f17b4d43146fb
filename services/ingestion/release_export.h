// The figures of a release as rows, a thousand at a time.
#pragma once

#include <cstdint>
#include <functional>

#include "absl/status/status.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "services/store/release_log.h"

namespace peerage::ingestion {

// Gives `send` what `release` brought or, with `everything_known`, all that its
// dataset held after it, in the order of series, period and area; the dataset's
// terms at the release stand in the first part. Holds what
// HeldFigures holds, however many figures there are. Ends with the first error
// of `send`, or with those of the log; FAILED_PRECONDITION (NO_FIGURES) when
// there are none, because they are declarations.
absl::Status ExportFigures(
    store::ReleaseLog& log, const store::Release& release, bool everything_known,
    const std::function<absl::Status(const v1::ExportReleaseResponse&)>& send);

}  // namespace peerage::ingestion
