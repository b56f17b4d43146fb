// The figures of one file, as readers find them, and as whole scopes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
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
  // At most kLargestFigure (scaled_number.h) in magnitude.
  int64_t value = 0;
  std::optional<int64_t> standard_error_millionths;
  // 0: no row says it, its source leaves such rows out.
  int64_t line = 0;
};

// The same in a scope, in sixteen bytes.
class ScopeFigure {
 public:
  ScopeFigure(const FileFigure& figure, uint32_t position)
      : value_and_status_(figure.value * 8 + static_cast<int64_t>(figure.status)),
        area_(figure.area),
        position_(position) {}

  uint32_t area() const { return area_; }
  int64_t value() const { return value_and_status_ >> 3; }
  core::ObservationStatus status() const {
    return static_cast<core::ObservationStatus>(value_and_status_ & 7);
  }
  // Its line, counted on through all sheets; 0 without a line.
  uint32_t position() const { return position_; }

 private:
  int64_t value_and_status_;
  uint32_t area_;
  uint32_t position_;
};

// All that a file has of one series and period.
struct FileScope {
  uint32_t series = 0;
  core::Month period_end;
  std::vector<ScopeFigure> figures;
};

// Where a figure stands, as messages say it.
struct FilePlace {
  int64_t line = 0;
  // The sheet's place among the file's sheets.
  int sheet_ordinal = 0;
  // "line 17", "line 17 of sheet '2018-19'".
  std::string words;
};

class FileFigures {
 public:
  // Keeps the reference, which must outlive it.
  explicit FileFigures(const core::DatasetReference& reference);

  // Figures added from now on are of this sheet.
  void BeginSheet(int ordinal, const std::string& name);
  // `period_months` is the same for all figures of a series; another one is a
  // violation in column `months_column`. Lines never fall within a sheet.
  void Add(const FileFigure& figure, int period_months, const char* months_column,
           Findings& violations);

  // Sorts scopes by series and period, their figures by area and place in the
  // file, and reports each figure that stands twice, equal or not, with both
  // places. Call once, after the last Add.
  void SortAndCheck(Findings& violations);

  const core::DatasetReference& reference() const { return reference_; }
  bool empty() const { return scopes_.empty(); }
  const std::vector<FileScope>& scopes() const { return scopes_; }
  // Forgets a scope's figures, which have been made use of.
  void Drop(size_t scope) { std::vector<ScopeFigure>().swap(scopes_[scope].figures); }

  const std::string& SeriesId(const FileScope& scope) const {
    return reference_.series[scope.series].id;
  }
  int PeriodMonths(const FileScope& scope) const { return months_[scope.series]; }
  std::optional<int64_t> StandardErrorOf(const FileScope& scope, const ScopeFigure& figure) const;
  FilePlace PlaceOf(const ScopeFigure& figure) const;

 private:
  struct SheetLines {
    int ordinal;
    std::string name;
    // The position before its line 1.
    uint32_t before;
  };
  struct StandardError {
    uint32_t position;
    uint32_t series;
    uint32_t area;
    core::Month period_end;
    int64_t millionths;
  };

  FileScope& ScopeOf(uint32_t series, core::Month period_end);
  void Reserve(FileScope& scope, size_t expected);

  const core::DatasetReference& reference_;
  std::vector<FileScope> scopes_;
  // Place in scopes_ by series and period.
  std::unordered_map<uint64_t, uint32_t> places_;
  // By series: the scope that had its last figure, and its periods' length; 0
  // before the first.
  std::vector<std::optional<uint32_t>> last_scopes_;
  std::vector<int> months_;
  size_t figures_ = 0;
  // Room in all scopes.
  size_t reserved_ = 0;
  // By position: figures are added in the file's order.
  std::vector<StandardError> standard_errors_;
  std::vector<SheetLines> sheets_;
  uint32_t last_position_ = 0;
};

}  // namespace peerage::ingestion
