// What a file does not say, because its source leaves rows of zero out.
#pragma once

#include "services/ingestion/file_figures.h"
#include "services/ingestion/findings.h"
#include "services/ingestion/format_reader.h"

namespace peerage::ingestion {

// Adds a zero for each series of the file, each period of the file and each
// area that has any row of that period, where there is no figure.
//
// A series that begins or ends inside the file is a category that was made or
// given up: a warning each (CATEGORY_BREAK), and its figures outside are zero
// as well, so that sums over categories stay whole. A series that less than
// half of the areas have in its first or last period is a rare thing, and no
// break is said of it.
void AddAbsentFigures(const ReadOptions& options, FileFigures& figures, Findings& violations,
                      Findings& warnings);

}  // namespace peerage::ingestion
