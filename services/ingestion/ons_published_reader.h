// ONS's police force area tables as first published (format `ons-published`):
// 12-month counts, the population of the edition, and the rate that it prints.
// Columns: period_end, area_code, force_id (empty for a nation), area_name,
// offence, offences_12_months, population, population_mid_year,
// rate_per_1000_printed.
//
// A row makes up to three figures: the count, series `<class>` (ons_offences.h);
// the printed rate, series `<class>.printed`; the area's population, series
// `population`.
// `..` or nothing in a cell is MISSING, never zero. Every printed rate is
// recomputed: count / population x 1,000 must come within 0.01 % of it.
#pragma once

#include <vector>

#include "services/ingestion/headed_reader.h"

namespace peerage::ingestion {

class OnsPublishedReader : public HeadedReader {
 public:
  std::string name() const override { return "ons-published"; }
  std::vector<FormatColumn> columns() const override;

 protected:
  void ReadRows(HeadedRows& rows, const ReadOptions& options, FileFigures& figures,
                Findings& violations, Findings& warnings) const override;
};

}  // namespace peerage::ingestion
