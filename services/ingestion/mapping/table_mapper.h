// Reads a table by its mapping: the one mapper of every source.
#pragma once

#include <cstdint>

#include "services/ingestion/file_figures.h"
#include "services/ingestion/findings.h"
#include "services/ingestion/format_reader.h"
#include "services/ingestion/mapping/table_mapping.h"
#include "services/ingestion/table_source.h"

namespace peerage::ingestion {

// Reads the sheets that the mapping chooses, one row at a time, into `figures`;
// says what is wrong (sheet, line, column, value, rule, what to do) and what is
// worth saying. Gives the number of data rows: without header, blank rows and
// rows that the mapping skips.
int64_t MapTable(TableSource& source, const TableMapping& mapping, const ReadOptions& options,
                 FileFigures& figures, Findings& violations, Findings& warnings);

}  // namespace peerage::ingestion
