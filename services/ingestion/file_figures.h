// The figures of one file, as readers find them, and as whole scopes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/core/month.h"
#include "services/core/observation.h"
#include "services/core/reference.h"
#include "services/ingestion/findings.h"

namespace peerage::ingestion {

// One figure and where it stands.
struct FileFigure {
  // Places in the reference's lists.
  uint32_t series = 0;
  uint32_t area = 0;
  core::Month period_end;
  core::ObservationStatus status = core::ObservationStatus::kFinal;
  int64_t value = 0;
  std::optional<int64_t> standard_error_millionths;
  int64_t line = 0;
  // The sheet's place among the file's sheets.
  int sheet = 0;
};

class FileFigures {
 public:
  // Keeps the reference, which must outlive it.
  explicit FileFigures(const core::DatasetReference& reference) : reference_(reference) {}

  // Figures added from now on are of this sheet.
  void BeginSheet(int ordinal, const std::string& name);
  // `period_months` is the same for all figures of a series; another one is a
  // violation in column `months_column`.
  void Add(const FileFigure& figure, int period_months, const std::string& months_column,
           Findings& violations);

  // Sorts by series, period, area and place in the file, and reports each figure that stands
  // twice, equal or not, with both places. Call once, after the last Add.
  void SortAndCheck(Findings& violations);

  const core::DatasetReference& reference() const { return reference_; }
  const std::vector<FileFigure>& figures() const { return figures_; }
  const std::string& SeriesId(const FileFigure& figure) const {
    return reference_.series[figure.series].id;
  }
  const std::string& AreaId(const FileFigure& figure) const {
    return reference_.areas[figure.area].id;
  }
  int PeriodMonths(const FileFigure& figure) const { return months_.at(figure.series); }
  // "line 17", "line 17 of sheet '2018-19'".
  std::string PlaceOf(const FileFigure& figure) const;

 private:
  const core::DatasetReference& reference_;
  std::vector<FileFigure> figures_;
  std::map<uint32_t, int> months_;
  int sheet_ = 0;
  std::map<int, std::string> sheets_;
};

}  // namespace peerage::ingestion
