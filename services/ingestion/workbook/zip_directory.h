// A look at a zip file's end record and central directory before any library
// opens it, so that what a library keeps for each entry stays bounded.
#pragma once

#include <string_view>

#include "services/ingestion/table_source.h"
#include "services/ingestion/workbook/refusal.h"

namespace peerage::ingestion::workbook {

// Refuses what is larger than the limits, ZIP64, several disks, an end record
// that is not the file's end, and a central directory that does not hold as many
// entries as the end record says.
MaybeRefusal CheckZipDirectory(std::string_view bytes, const TableLimits& limits);

}  // namespace peerage::ingestion::workbook
