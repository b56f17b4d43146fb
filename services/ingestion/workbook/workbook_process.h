// A workbook read by a process of its own, peerage-workbook, so that a fault in
// a C parser, or a file made to fill memory, cannot take ingestion with it. The
// process has an empty environment and no open file but the workbook, its answer
// and /dev/null, and gives up what sandbox.h says.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/ingestion/findings.h"
#include "services/ingestion/table_source.h"

namespace peerage::ingestion::workbook {

// Starts `program` over the bytes, which need not outlive the call; the findings
// outlive the source. A child that crashes, runs out of memory or CPU time, or is not
// done when it was waited for twice that time in all, is a violation. The child is killed
// when the source goes, and always reaped. Safe from any thread, several at once.
// UNAVAILABLE: the process could not be started, which says nothing about the
// file.
absl::StatusOr<std::unique_ptr<TableSource>> StartWorkbookProcess(const std::string& program,
                                                                  std::string_view bytes,
                                                                  const TableLimits& limits,
                                                                  Findings& violations,
                                                                  Findings& warnings);

}  // namespace peerage::ingestion::workbook
