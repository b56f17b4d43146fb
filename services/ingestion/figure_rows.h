// Stored figures as rows of exact decimal digits.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "services/core/observation.h"
#include "services/core/reference.h"
#include "services/store/release.h"

namespace peerage::ingestion {

// What the declarations of a dataset say of its series, for rows.
class FigureRows {
 public:
  explicit FigureRows(const core::DatasetReference& reference);

  // "705.52" with the series' decimals; those of a series that is not declared
  // are none.
  v1::ReleaseFigure ToRow(const store::ScopeHead& scope, const core::Observation& figure) const;
  // after - before, "-3"; empty unless both have a figure.
  std::string Difference(const std::string& series_id, const core::Observation& before,
                         const core::Observation& after) const;
  // The measures with the series above or below their line, by id, each once,
  // in the dataset's order.
  const std::vector<std::string>& MeasureIds(const std::string& series_id) const;
  bool Declares(const std::string& series_id) const { return decimals_.contains(series_id); }

 private:
  int DecimalsOf(const std::string& series_id) const;

  std::map<std::string, int> decimals_;
  std::map<std::string, std::vector<std::string>> measures_;
};

}  // namespace peerage::ingestion
