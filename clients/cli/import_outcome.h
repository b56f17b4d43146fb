// What became of a file, for people.
#pragma once

#include <string>

#include "clients/cli/terminal.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"

namespace peerage::cli {

// Accepted, and what would be: a sentence and the warnings. Refused: a table of
// sheet, line, column, value, rule and what to do.
std::string RenderOutcome(const Terminal& terminal, const std::string& file,
                          const ingestion::v1::ImportReleaseResponse& response);

// The mapping on stdout, or nothing where a format reads the file; the notes on
// stderr. Returns the exit code: kFailed where there is neither.
int PrintSuggestion(const std::string& file,
                    const ingestion::v1::ImportReleaseResponse::Suggested& suggested);

}  // namespace peerage::cli
