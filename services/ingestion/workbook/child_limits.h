// What the child that reads workbooks may take for itself, and how it says that
// it was not enough.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "services/ingestion/table_source.h"

namespace peerage::ingestion::workbook {

// Of address space: the program, the libraries, the file and what it makes of it.
inline constexpr int64_t kChildMemoryBytes = int64_t{512} << 20;
// The child ends with it when there is no more memory.
inline constexpr int kExitNoMemory = 75;

// The limits as the child's one argument, "columns=64,cell_bytes=32768,...".
std::string FormatLimits(const TableLimits& limits);
// Nothing unless `text` names each limit once, as a positive number.
std::optional<TableLimits> ParseLimits(const std::string& text);

}  // namespace peerage::ingestion::workbook
