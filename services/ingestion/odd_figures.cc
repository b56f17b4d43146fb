#include "services/ingestion/odd_figures.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
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

// The areas' places in the reference, by id.
using AreaPlaces = std::map<std::string_view, size_t>;

// One series of a file, period by period.
class SeriesOddities {
 public:
  // All outlive it.
  SeriesOddities(const FileFigures& figures, const AreaPlaces& areas, const core::Series& series,
                 Findings& warnings)
      : figures_(figures),
        areas_(areas),
        series_(series),
        warnings_(warnings),
        histories_(areas.size()) {}

  // Figures that the log holds of an earlier period.
  void Know(const core::ScopeFigures& scope) {
    for (const core::Observation& o : scope.observations) {
      const auto area = areas_.find(o.area_id);
      if (core::HasValue(o.status) && area != areas_.end()) histories_[area->second].Add(o.value);
    }
  }

  // The file's scopes, oldest first. `partial`: one need not list every figure
  // that stays.
  absl::Status Check(const FileScope& scope, StoredFigures& stored, bool partial) {
    if (absl::Status status = LookBack(scope, stored, partial); !status.ok()) return status;
    for (const ScopeFigure& figure : scope.figures) {
      if (!core::HasValue(figure.status())) continue;
      OwnHistory& own = histories_[figure.area()];
      CheckDistance(scope, figure, own);
      if (before_[figure.area()] == figure.value() && figure.value() >= kLeastToRepeat) {
        Warn(scope, figure, "the figure equals that of the period before",
             "check that the file holds new figures; it was accepted");
      }
      own.Add(figure.value());
    }
    return absl::OkStatus();
  }

 private:
  // Each area's figure of the period directly before: the file's, or else the
  // log's.
  absl::Status LookBack(const FileScope& scope, StoredFigures& stored, bool partial) {
    before_.assign(histories_.size(), std::nullopt);
    const core::Month end = scope.period_end - figures_.PeriodMonths(scope);
    const FileScope* last = std::exchange(last_, &scope);
    const bool in_file = last != nullptr && last->period_end == end;
    if (!in_file || partial) {
      const absl::StatusOr<const core::ScopeFigures*> known = stored.Find(series_.id, end);
      if (!known.ok()) return known.status();
      if (*known != nullptr) RememberStored(**known);
    }
    if (!in_file) return absl::OkStatus();
    for (const ScopeFigure& figure : last->figures) {
      before_[figure.area()] =
          core::HasValue(figure.status()) ? std::optional<int64_t>(figure.value()) : std::nullopt;
    }
    return absl::OkStatus();
  }

  void RememberStored(const core::ScopeFigures& scope) {
    for (const core::Observation& o : scope.observations) {
      const auto area = areas_.find(o.area_id);
      if (core::HasValue(o.status) && area != areas_.end()) before_[area->second] = o.value;
    }
  }

  void CheckDistance(const FileScope& scope, const ScopeFigure& figure, const OwnHistory& own) {
    const auto median = own.MedianIfFarOff(figure.value(), series_.decimals == 0);
    if (!median) return;
    Warn(scope, figure,
         absl::StrCat("the figure is more than 5 robust deviations from the median of the force's "
                      "own last periods, ",
                      FormatScaled(static_cast<int64_t>(*median), series_.decimals)),
         "check it against the source; it was accepted");
  }

  void Warn(const FileScope& scope, const ScopeFigure& figure, std::string rule,
            const char* what_to_do) {
    const FilePlace place = figures_.PlaceOf(figure);
    warnings_.Add({.line = place.line,
                   .value = absl::StrCat(figures_.reference().areas[figure.area()].name, ", ",
                                         scope.period_end.ToString(), ", ", series_.id, ": ",
                                         FormatScaled(figure.value(), series_.decimals)),
                   .rule = std::move(rule),
                   .what_to_do = what_to_do,
                   .sheet_ordinal = place.sheet_ordinal});
  }

  const FileFigures& figures_;
  const AreaPlaces& areas_;
  const core::Series& series_;
  Findings& warnings_;
  // By the area's place in the reference.
  std::vector<OwnHistory> histories_;
  std::vector<std::optional<int64_t>> before_;
  // The scope that was checked last.
  const FileScope* last_ = nullptr;
};

using Scopes = std::span<const FileScope>;

// The scopes of the series that stands first.
Scopes FirstSeries(Scopes scopes) {
  size_t size = 0;
  while (size < scopes.size() && scopes[size].series == scopes.front().series) ++size;
  return scopes.first(size);
}

absl::Status CheckSeries(const FileFigures& figures, const AreaPlaces& areas, Scopes scopes,
                         StoredFigures& stored, bool partial, Findings& warnings) {
  const core::Series& series = figures.reference().series[scopes.front().series];
  SeriesOddities oddities(figures, areas, series, warnings);
  for (const core::Month end :
       stored.EndsBefore(series.id, scopes.front().period_end, OwnHistory::kPeriods)) {
    const absl::StatusOr<const core::ScopeFigures*> known = stored.Find(series.id, end);
    if (!known.ok()) return known.status();
    oddities.Know(**known);
  }
  for (const FileScope& scope : scopes) {
    if (absl::Status status = oddities.Check(scope, stored, partial); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// Mid-years newer than any that is stored.
void WarnOfVintages(Scopes scopes, const core::Series& series, const StoredFigures& stored,
                    Findings& warnings) {
  const core::Month newest = scopes.back().period_end;
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
  core::Month newest = figures.scopes().front().period_end;
  for (const FileScope& scope : figures.scopes()) newest = std::max(newest, scope.period_end);
  std::set<std::string> in_file;
  std::set<std::string> in_newest;
  for (const FileScope& scope : figures.scopes()) {
    in_file.insert(figures.SeriesId(scope));
    if (scope.period_end == newest) in_newest.insert(figures.SeriesId(scope));
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
    warnings.Add({.value = core::JoinWithOthers(ids, kNamed),
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
  if (figures.empty()) return absl::OkStatus();
  if (options.every_series) WarnOfBreaks(figures, options.format, stored, warnings);
  AreaPlaces areas;
  for (const core::Area& area : figures.reference().areas) areas.emplace(area.id, areas.size());
  for (Scopes rest = figures.scopes(); !rest.empty();) {
    const Scopes scopes = FirstSeries(rest);
    rest = rest.subspan(scopes.size());
    const core::Series& series = figures.reference().series[scopes.front().series];
    if (series.population) {
      if (!series.population_by_period) WarnOfVintages(scopes, series, stored, warnings);
      continue;
    }
    absl::Status status = CheckSeries(figures, areas, scopes, stored, options.correction, warnings);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace peerage::ingestion
