#include "services/ingestion/odd_figures.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/core/display.h"
#include "services/core/population.h"
#include "services/ingestion/own_history.h"
#include "services/ingestion/scaled_number.h"

namespace peerage::ingestion {
namespace {

// Below this, equal figures happen.
constexpr int64_t kLeastToRepeat = 100;
constexpr size_t kNamed = 5;
// From a mid-year to the first period that is compared on it (core::VintageServes).
constexpr int kMonthsToServe = 12;

// "a, b and 3 others".
std::string Named(std::vector<std::string> names) {
  const size_t others = names.size() - std::min(names.size(), kNamed);
  names.resize(names.size() - others);
  if (others > 0) names.push_back(absl::StrCat(others, others == 1 ? " other" : " others"));
  return core::JoinWithAnd(names);
}

// One series of a file, period by period.
class SeriesOddities {
 public:
  SeriesOddities(const FileFigures& figures, const core::Series& series, Findings& warnings)
      : figures_(figures), series_(series), warnings_(warnings) {}

  // Figures that the log holds of an earlier period.
  void Know(const core::ScopeFigures& scope) {
    for (const core::Observation& o : scope.observations) {
      if (core::HasValue(o.status)) stored_[o.area_id].Add(o.value);
    }
  }

  void Check(const FileFigure& figure) {
    if (!core::HasValue(figure.status)) return;
    OwnHistory& own = HistoryOf(figure.area);
    CheckDistance(figure, own);
    if (own.last() == figure.value && figure.value >= kLeastToRepeat) CheckRepeated(figure);
    own.Add(figure.value);
  }

 private:
  OwnHistory& HistoryOf(uint32_t area) {
    const auto [known, added] = histories_.try_emplace(area);
    if (added) {
      const auto stored = stored_.find(figures_.reference().areas[area].id);
      if (stored != stored_.end()) known->second = stored->second;
    }
    return known->second;
  }

  std::string ValueOf(const FileFigure& figure) const {
    return absl::StrCat(figures_.reference().areas[figure.area].name, ", ",
                        figure.period_end.ToString(), ", ", series_.id, ": ",
                        FormatScaled(figure.value, series_.decimals));
  }

  void CheckDistance(const FileFigure& figure, const OwnHistory& own) {
    const auto median = own.MedianIfFarOff(figure.value, series_.decimals == 0);
    if (!median) return;
    warnings_.Add(
        {.line = figure.line,
         .value = ValueOf(figure),
         .rule = absl::StrCat("the figure is more than 5 robust deviations from the "
                              "median of the force's own last periods, ",
                              FormatScaled(static_cast<int64_t>(*median), series_.decimals)),
         .what_to_do = "check it against the source; it was accepted",
         .sheet_ordinal = figure.sheet});
  }

  void CheckRepeated(const FileFigure& figure) {
    warnings_.Add({.line = figure.line,
                   .value = ValueOf(figure),
                   .rule = "the figure equals that of the period before",
                   .what_to_do = "check that the file holds new figures; it was accepted",
                   .sheet_ordinal = figure.sheet});
  }

  const FileFigures& figures_;
  const core::Series& series_;
  Findings& warnings_;
  std::unordered_map<std::string, OwnHistory> stored_;
  std::unordered_map<uint32_t, OwnHistory> histories_;
};

// The figures of the series that stands first.
std::span<const FileFigure> FirstSeries(std::span<const FileFigure> figures) {
  size_t size = 0;
  while (size < figures.size() && figures[size].series == figures.front().series) ++size;
  return figures.first(size);
}

absl::Status CheckSeries(const FileFigures& figures, std::span<const FileFigure> rows,
                         StoredFigures& stored, Findings& warnings) {
  const core::Series& series = figures.reference().series[rows.front().series];
  SeriesOddities oddities(figures, series, warnings);
  for (const core::Month end :
       stored.EndsBefore(series.id, rows.front().period_end, OwnHistory::kPeriods)) {
    const absl::StatusOr<const core::ScopeFigures*> scope = stored.Find(series.id, end);
    if (!scope.ok()) return scope.status();
    oddities.Know(**scope);
  }
  for (const FileFigure& figure : rows) oddities.Check(figure);
  return absl::OkStatus();
}

// Mid-years newer than any that is stored.
void WarnOfVintages(std::span<const FileFigure> rows, const core::Series& series,
                    const StoredFigures& stored, Findings& warnings) {
  const core::Month newest = rows.back().period_end;
  const auto known = stored.EndsBefore(series.id, newest, 1);
  if (known.empty() || stored.Head(series.id, newest) != nullptr) return;
  warnings.Add({.value = absl::StrCat("mid-", newest.year()),
                .rule = absl::StrCat("the newest population was mid-", known.back().year(),
                                     ": periods that end in ", (newest + kMonthsToServe).ToWords(),
                                     " or later are compared on the newer one from now on"),
                .what_to_do = "nothing; movements across the two say so"});
}

void WarnOfBreaks(const FileFigures& figures, const std::string& format,
                  const StoredFigures& stored, Findings& warnings) {
  std::set<std::string> in_newest;
  core::Month newest = figures.figures().front().period_end;
  for (const FileFigure& f : figures.figures()) newest = std::max(newest, f.period_end);
  std::set<std::string> in_file;
  for (const FileFigure& f : figures.figures()) {
    in_file.insert(figures.SeriesId(f));
    if (f.period_end == newest) in_newest.insert(figures.SeriesId(f));
  }
  const std::set<std::string> known = stored.SeriesOfFormat(format);
  if (known.empty()) return;
  // What ended long ago was said then; what is held already goes on.
  const auto ends_here = [&](const std::string& id) {
    const int months = stored.AnyHead(id)->period_months;
    return !in_newest.contains(id) && stored.Head(id, newest) == nullptr &&
           stored.Head(id, newest - months) != nullptr;
  };
  std::vector<std::string> begun;
  std::set_difference(in_file.begin(), in_file.end(), known.begin(), known.end(),
                      std::back_inserter(begun));
  std::vector<std::string> ended;
  std::copy_if(known.begin(), known.end(), std::back_inserter(ended), ends_here);
  const auto warn = [&](const std::vector<std::string>& ids, const char* rule) {
    if (ids.empty()) return;
    warnings.Add({.value = Named(ids),
                  .rule = rule,
                  .what_to_do = "check the names of categories; if the source changed them, "
                                "declare an annotation that breaks the series"});
  };
  warn(begun, "a category break: no earlier file of this format had these series");
  warn(ended, "a category break: nothing for the file's newest period in these series");
}

}  // namespace

absl::Status WarnOfOddFigures(const FileFigures& figures, const ScopeOptions& options,
                              StoredFigures& stored, Findings& warnings) {
  if (figures.figures().empty()) return absl::OkStatus();
  if (options.every_series) WarnOfBreaks(figures, options.format, stored, warnings);
  for (std::span<const FileFigure> rest = figures.figures(); !rest.empty();) {
    const std::span<const FileFigure> rows = FirstSeries(rest);
    rest = rest.subspan(rows.size());
    const core::Series& series = figures.reference().series[rows.front().series];
    if (series.population) {
      if (!series.population_by_period) WarnOfVintages(rows, series, stored, warnings);
      continue;
    }
    absl::Status status = CheckSeries(figures, rows, stored, warnings);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace peerage::ingestion
