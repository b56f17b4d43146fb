// Format "ons-population": the ONS's mid-year residents by police force area.
//
//   force_id,ons_code,mid_year,population
//   essex,E23000028,2018,1832800
//
// Makes figures of the dataset's one population series, of the twelve months to
// June.
#pragma once

#include "services/ingestion/format_reader.h"

namespace peerage::ingestion {

class OnsPopulationReader : public FormatReader {
 public:
  const char* name() const override { return "ons-population"; }
  std::vector<FormatColumn> columns() const override;
  bool populations() const override { return true; }
  void Read(HeadedRows& rows, const ReadOptions& options, FileFigures& figures,
            Findings& violations, Findings& warnings) const override;
};

}  // namespace peerage::ingestion
