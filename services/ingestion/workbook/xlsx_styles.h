// The number formats of an XLSX workbook's cells (ECMA-376, 18.8).
#pragma once

#include <string>
#include <vector>

#include "services/ingestion/table_source.h"
#include "services/ingestion/workbook/number_format.h"
#include "services/ingestion/workbook/refusal.h"
#include "services/ingestion/workbook/zip_file.h"

namespace peerage::ingestion::workbook {

// One format for each of the styles that cells name by number.
MaybeRefusal ReadXlsxStyles(ZipFile& zip, const std::string& part, const TableLimits& limits,
                            std::vector<NumberFormat>& formats);

}  // namespace peerage::ingestion::workbook
