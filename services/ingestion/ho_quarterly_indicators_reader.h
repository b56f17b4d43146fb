// Format "ho-quarterly-indicators": the Home Office's police recorded crime,
// summed to four indicators, a row a quarter, force and indicator.
//
//   quarter_end,force_id,indicator,offences
//   2012-06,avon-and-somerset,All crime excl. fraud,26006
//
// Makes the series all-crime, violence-with-injury, drug-trafficking and
// homicide, of quarters.
#pragma once

#include "services/ingestion/format_reader.h"

namespace peerage::ingestion {

class HoQuarterlyIndicatorsReader : public FormatReader {
 public:
  const char* name() const override { return "ho-quarterly-indicators"; }
  std::vector<FormatColumn> columns() const override;
  void Read(HeadedRows& rows, const ReadOptions& options, FileFigures& figures,
            Findings& violations, Findings& warnings) const override;
};

}  // namespace peerage::ingestion
