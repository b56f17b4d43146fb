// Format "tidy": a row is one force's figures of one measure in one period.
//
//   measure,force,period_end,period_months,numerator,denominator
//   all-crime-solved-rate,essex,2020-01,12,23567,167435
//
// Optional columns: status (final, provisional, missing, suppressed, withdrawn)
// and standard_error. Rows of measure M make the series "M.numerator" and
// "M.denominator", which the dataset declares. Where nothing stands below the
// line of M but another series, a population for example, or nothing at all,
// the cells of column denominator are empty.
#pragma once

#include "services/ingestion/headed_reader.h"

namespace peerage::ingestion {

class TidyReader : public HeadedReader {
 public:
  std::string name() const override { return "tidy"; }
  bool every_series() const override { return false; }
  std::vector<FormatColumn> columns() const override;

 protected:
  void ReadRows(HeadedRows& rows, const ReadOptions& options, FileFigures& figures,
                Findings& violations, Findings& warnings) const override;
};

}  // namespace peerage::ingestion
