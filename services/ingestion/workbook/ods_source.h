// ODS as a table source.
#pragma once

#include <memory>

#include "services/ingestion/workbook/ods_content.h"
#include "services/ingestion/workbook/queued_source.h"
#include "services/ingestion/workbook/xml_part.h"
#include "services/ingestion/workbook/zip_file.h"

namespace peerage::ingestion::workbook {

// Refuses what has a password. Macros are a warning: they are not run.
class OdsSource : public QueuedSource {
 public:
  // The findings outlive it.
  OdsSource(std::unique_ptr<ZipFile> zip, const TableLimits& limits, Findings& violations,
            Findings& warnings)
      : QueuedSource(limits, violations, warnings),
        limits_(limits),
        warnings_(warnings),
        zip_(std::move(zip)),
        handler_(limits.cell_bytes, queue_) {}

 protected:
  MaybeRefusal Pump(bool& ended) override;

 private:
  MaybeRefusal Open();

  const TableLimits limits_;
  Findings& warnings_;
  const std::unique_ptr<ZipFile> zip_;
  OdsContentHandler handler_;
  bool begun_ = false;
  XmlPart part_;
};

}  // namespace peerage::ingestion::workbook
