// Format "series": a row is one area's figure of one series in one period, what
// `peerage releases export` writes.
//
//   series,force,period_end,period_months,value,status,standard_error
//   all-crime,essex,2019-12,3,42170,final,
//
// Optional columns: status (final, provisional, missing, suppressed, withdrawn)
// and standard_error. `force` may name any declared area, a nation too. The
// format is our own, and says nothing of where figures come from: a series takes
// it beside its source's.
#pragma once

#include "services/ingestion/headed_reader.h"

namespace peerage::ingestion {

class SeriesReader : public HeadedReader {
 public:
  static constexpr char kName[] = "series";

  std::string name() const override { return kName; }
  bool every_series() const override { return false; }
  std::vector<FormatColumn> columns() const override;

 protected:
  void ReadRows(HeadedRows& rows, const ReadOptions& options, FileFigures& figures,
                Findings& violations, Findings& warnings) const override;
};

}  // namespace peerage::ingestion
