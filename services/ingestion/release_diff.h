// What changed in a dataset's figures between two releases, in pages.
#pragma once

#include "absl/status/statusor.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "services/store/release_log.h"

namespace peerage::ingestion {

// One page of the changes: figure, status or standard error differ, or one side
// has no row of the area. Only scopes whose digests differ are decoded. The
// first page compares them all, to say how many changes there are; its token
// carries that number, so that each further page costs what it brings.
// A correction that lists some forces makes its whole scope: `seq` is then its
// own for the figures it copied, too.
// Errors: those of DiffReleases.
absl::StatusOr<v1::DiffReleasesResponse> DiffFigures(store::ReleaseLog& log,
                                                     const v1::DiffReleasesRequest& request);

}  // namespace peerage::ingestion
