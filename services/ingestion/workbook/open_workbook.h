// The bytes of a workbook as a table source, whichever kind it is.
#pragma once

#include <memory>
#include <string_view>

#include "services/ingestion/findings.h"
#include "services/ingestion/table_source.h"

namespace peerage::ingestion::workbook {

// Null after a violation: not a zip file, not a workbook, or beyond a limit.
// The kind is told by what is inside, never by a name. The bytes and the
// findings outlive the source. For the child process alone (main.cc): nobody
// else reads a stranger's zip file and XML.
std::unique_ptr<TableSource> OpenWorkbook(std::string_view bytes, const TableLimits& limits,
                                          Findings& violations, Findings& warnings);

}  // namespace peerage::ingestion::workbook
