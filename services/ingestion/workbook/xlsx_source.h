// XLSX as a table source.
#pragma once

#include <memory>

#include "services/ingestion/workbook/queued_source.h"
#include "services/ingestion/workbook/shared_strings.h"
#include "services/ingestion/workbook/xlsx_book.h"
#include "services/ingestion/workbook/xlsx_sheet.h"
#include "services/ingestion/workbook/xml_part.h"
#include "services/ingestion/workbook/zip_file.h"

namespace peerage::ingestion::workbook {

class XlsxSource : public QueuedSource {
 public:
  // The findings outlive it.
  XlsxSource(std::unique_ptr<ZipFile> zip, const TableLimits& limits, Findings& violations,
             Findings& warnings)
      : QueuedSource(limits, violations, warnings),
        limits_(limits),
        warnings_(warnings),
        zip_(std::move(zip)) {}

 protected:
  MaybeRefusal Pump(bool& ended) override;

 private:
  MaybeRefusal ReadBook();
  MaybeRefusal OpenNextSheet();

  const TableLimits limits_;
  Findings& warnings_;
  const std::unique_ptr<ZipFile> zip_;
  bool begun_ = false;
  XlsxBook book_;
  SharedStrings strings_;
  // Of book_.sheets.
  size_t next_ = 0;
  std::unique_ptr<XlsxSheetHandler> handler_;
  XmlPart part_;
};

}  // namespace peerage::ingestion::workbook
