// What an XLSX file says about itself before its tables are read: that it is a
// workbook, which sheets it has and in which parts, and how numbers are shown.
#pragma once

#include <string>
#include <vector>

#include "services/ingestion/findings.h"
#include "services/ingestion/table_source.h"
#include "services/ingestion/workbook/number_format.h"
#include "services/ingestion/workbook/refusal.h"
#include "services/ingestion/workbook/zip_file.h"

namespace peerage::ingestion::workbook {

struct XlsxSheetPart {
  Sheet sheet;
  std::string part;
};

struct XlsxBook {
  // Sheets with cells; a chart's own sheet keeps its ordinal and is left out.
  std::vector<XlsxSheetPart> sheets;
  // Empty when the workbook has no shared texts.
  std::string shared_strings_part;
  // By a cell's style number.
  std::vector<NumberFormat> formats;
  // Days are counted from 1904.
  bool from_1904 = false;
};

// Refuses other kinds of Office files, binary workbooks (.xlsb) and links to
// other workbooks. Macros are a warning: their cells are read, they are not run.
MaybeRefusal ReadXlsxBook(ZipFile& zip, const TableLimits& limits, XlsxBook& book,
                          Findings& warnings);

}  // namespace peerage::ingestion::workbook
