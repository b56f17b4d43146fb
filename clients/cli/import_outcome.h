// What became of a file, for people.
#pragma once

#include <string>

#include "clients/cli/terminal.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"

namespace peerage::cli {

// Accepted: a sentence and the warnings. Refused: a table of line, column, value,
// rule and what to do.
std::string RenderOutcome(const Terminal& terminal, const std::string& file,
                          const ingestion::v1::ImportReleaseResponse& response);

}  // namespace peerage::cli
