// The figures of one sheet on their way into the file's: rows of one series,
// force and period are added up where the mapping says so.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/ingestion/file_figures.h"
#include "services/ingestion/findings.h"

namespace peerage::ingestion {

class SheetFigures {
 public:
  // The figures and the findings outlive it. `months_column` is named where a
  // period is of another length than the series'.
  SheetFigures(bool add_same_keys, std::string months_column, FileFigures& figures,
               Findings& violations)
      : add_same_keys_(add_same_keys),
        months_column_(std::move(months_column)),
        figures_(figures),
        violations_(violations) {}

  // A sum of which a part has no value has none.
  void Add(const FileFigure& figure, int period_months);
  // Hands over what was added up. Call once, at the sheet's end.
  void Finish();

 private:
  struct Sum {
    FileFigure figure;
    int period_months = 0;
  };

  const bool add_same_keys_;
  const std::string months_column_;
  FileFigures& figures_;
  Findings& violations_;
  std::vector<Sum> sums_;
  std::unordered_map<uint64_t, size_t> places_;
};

}  // namespace peerage::ingestion
