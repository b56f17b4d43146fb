// What peerage-workbook gives up before it touches a byte of a stranger's file.
#pragma once

#include "services/ingestion/table_source.h"

namespace peerage::ingestion::workbook {

// For good, for the whole process: address space above kChildMemoryBytes, CPU time
// above the limits', new privileges, core files, further open files, files that
// grow, and all system calls but those that reading, writing and memory take;
// others fail with EPERM. Builds with a sanitizer, which needs terabytes of address
// space and calls of its own, keep both. False when the kernel does not agree.
bool GiveUpRights(const TableLimits& limits);

}  // namespace peerage::ingestion::workbook
