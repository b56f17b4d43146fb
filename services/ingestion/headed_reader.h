// Readers of formats whose header is the first row of each sheet.
#pragma once

#include <string>
#include <vector>

#include "services/ingestion/format_reader.h"
#include "services/ingestion/headed_rows.h"

namespace peerage::ingestion {

struct FormatColumn {
  const char* name;
  bool required = true;
};

class HeadedReader : public FormatReader {
 public:
  virtual std::vector<FormatColumn> columns() const = 0;

  bool IsHeader(const std::vector<std::string>& texts) const final;

  // Hidden sheets and sheets without a row are left out, with a warning for the
  // hidden ones.
  int64_t Read(TableSource& source, const ReadOptions& options, FileFigures& figures,
               Findings& violations, Findings& warnings) const final;

 protected:
  // The rows of one sheet, which has the required columns and no others than
  // columns() names.
  virtual void ReadRows(HeadedRows& rows, const ReadOptions& options, FileFigures& figures,
                        Findings& violations, Findings& warnings) const = 0;
};

}  // namespace peerage::ingestion
