// Whether the series of a file may take their figures from it.
#pragma once

#include <string>

#include "services/ingestion/file_figures.h"
#include "services/ingestion/findings.h"
#include "services/ingestion/stored_figures.h"

namespace peerage::ingestion {

// One source a series, and one period length. A violation for each series that
// has figures of another format (DIFFERENT_SOURCE; format "series" goes with
// any) or of another length in the log. `figures` is sorted.
void CheckSources(const FileFigures& figures, const StoredFigures& stored,
                  const std::string& format, Findings& violations);

}  // namespace peerage::ingestion
