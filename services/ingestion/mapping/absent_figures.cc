#include "services/ingestion/mapping/absent_figures.h"

#include <map>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"

namespace peerage::ingestion {
namespace {

// The areas that have a figure, by period.
using AreasByPeriod = std::map<core::Month, std::set<uint32_t>>;

class AbsentFigures {
 public:
  AbsentFigures(FileFigures& figures, Findings& warnings) : figures_(figures), warnings_(warnings) {
    for (const FileScope& scope : figures.scopes()) {
      std::set<uint32_t>& areas = series_[scope.series][scope.period_end];
      for (const ScopeFigure& figure : scope.figures) areas.insert(figure.area());
      areas_[scope.period_end].insert(areas.begin(), areas.end());
      months_[scope.series] = figures.PeriodMonths(scope);
    }
  }

  void ReportBreaks() {
    if (areas_.empty()) return;
    for (const auto& [series, periods] : series_) {
      const auto& [first, first_areas] = *periods.begin();
      const auto& [last, last_areas] = *periods.rbegin();
      const core::Month file_first = areas_.begin()->first;
      const core::Month file_last = areas_.rbegin()->first;
      if (first > file_first && IsCommon(first, first_areas.size())) {
        Report(series, absl::StrCat("begins with ", first.ToString(), ", the file with ",
                                    file_first.ToString()));
      }
      if (last < file_last && IsCommon(last, last_areas.size())) {
        Report(series, absl::StrCat("ends with ", last.ToString(), ", the file with ",
                                    file_last.ToString()));
      }
    }
  }

  void AddZeros(const ReadOptions& options, Findings& violations) {
    for (const auto& [series, periods] : series_) {
      for (const auto& [period, areas] : areas_) {
        const auto known = periods.find(period);
        for (const uint32_t area : areas) {
          if (known != periods.end() && known->second.contains(area)) continue;
          figures_.Add({.series = series,
                        .area = area,
                        .period_end = period,
                        .status = options.default_status},
                       months_.at(series), "", violations);
        }
      }
    }
  }

 private:
  bool IsCommon(core::Month period, size_t areas) const {
    return 2 * areas >= areas_.at(period).size();
  }

  void Report(uint32_t series, const std::string& what) {
    const std::string& id = figures_.reference().series[series].id;
    warnings_.Add({.line = 0,
                   .value = id,
                   .rule = absl::StrCat("CATEGORY_BREAK: series '", id, "' ", what,
                                        "; it is stored as zero outside"),
                   .what_to_do = "compare no periods across the break by this series alone"});
  }

  FileFigures& figures_;
  Findings& warnings_;
  std::map<uint32_t, AreasByPeriod> series_;
  std::map<uint32_t, int> months_;
  // Of all series.
  AreasByPeriod areas_;
};

}  // namespace

void AddAbsentFigures(const ReadOptions& options, FileFigures& figures, Findings& violations,
                      Findings& warnings) {
  AbsentFigures absent(figures, warnings);
  absent.ReportBreaks();
  absent.AddZeros(options, violations);
}

}  // namespace peerage::ingestion
