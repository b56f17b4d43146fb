// Any file that a person holds as a table source. Which kind it is its bytes
// say, never its name.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/ingestion/csv_source.h"
#include "services/ingestion/findings.h"
#include "services/ingestion/table_source.h"

namespace peerage::ingestion {

// What a file of this beginning may ask for, as a person's upload or as an
// operator's bulk load (docs/formats.md).
TableLimits LimitsOf(std::string_view bytes, bool bulk);

// CSV, XLSX or ODS. What is known to be something else (an .xls or a workbook
// with a password, a PDF, a packed file, a web page) is a violation that says
// so, and a source without a sheet. `workbook_program` is where peerage-workbook
// lies. The bytes and the findings outlive the source; `passed` is told how much
// of a CSV file has been read (csv_source.h). Safe from any thread.
// UNAVAILABLE: the program cannot be started; the file may be all right.
absl::StatusOr<std::unique_ptr<TableSource>> OpenTable(std::string_view bytes,
                                                       const TableLimits& limits,
                                                       const std::string& workbook_program,
                                                       Findings& violations, Findings& warnings,
                                                       CsvSource::Passed passed = nullptr);

}  // namespace peerage::ingestion
