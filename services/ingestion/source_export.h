// The bytes of the file that a release was read from.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "services/store/release_log.h"

namespace peerage::ingestion {

// Gives `send` the bytes, 512 KiB at a time. Ends with the first error of
// `send`, or with those of the log; FAILED_PRECONDITION (NO_FIGURES) when they
// were not kept: reference data, a bulk load, or a release older than the
// keeping.
absl::Status ExportSource(
    store::ReleaseLog& log, const store::Release& release,
    const std::function<absl::Status(const v1::ExportReleaseResponse&)>& send);

}  // namespace peerage::ingestion
