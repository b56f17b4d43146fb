// A file that came in before: nothing is added, and newer figures stay.
#pragma once

#include <string>

#include "clients/cli/terminal.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"

namespace peerage::cli {

// Whether `newer` holds figures of a series and a period that `older` also
// holds, so that they stand instead of `older`'s.
bool Supersedes(const ingestion::v1::Release& newer, const ingestion::v1::Release& older);

// That nothing was added, and how to bring the figures back when some of
// `newer`, the dataset's later releases, stand instead.
std::string RenderRepeat(const Terminal& terminal, const std::string& file,
                         const ingestion::v1::ImportReleaseResponse::Accepted& accepted,
                         const ingestion::v1::ListReleasesResponse& newer);

}  // namespace peerage::cli
