#include "services/ingestion/scope_rules.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <span>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/core/display.h"
#include "services/ingestion/series_reader.h"

namespace peerage::ingestion {
namespace {

constexpr size_t kForcesNamed = 5;
// 0.1 %, as parts of the stored figure.
constexpr __int128 kPopulationTolerance = 1000;

// "Essex, Kent and 3 others".
std::string NameForces(const std::vector<std::string>& names) {
  std::vector<std::string> named = names;
  named.resize(std::min(names.size(), kForcesNamed));
  if (names.size() > kForcesNamed) {
    const size_t others = names.size() - kForcesNamed;
    named.push_back(absl::StrCat(others, others == 1 ? " other" : " others"));
  }
  return core::JoinWithAnd(named);
}

class ScopeMaker {
 public:
  ScopeMaker(const FileFigures& figures, StoredFigures& stored, const ScopeOptions& options,
             Findings& violations, Findings& warnings)
      : figures_(figures),
        stored_(stored),
        options_(options),
        violations_(violations),
        warnings_(warnings) {}

  // Whether the series may take figures of this format and period length.
  bool CheckSeries(const FileFigure& first) {
    const std::string& id = figures_.SeriesId(first);
    const store::ScopeHead* head = stored_.AnyHead(id);
    if (head == nullptr) return true;
    const std::string source = stored_.SourceFormat(id);
    const bool exchanged = options_.format == SeriesReader::kName;
    if (!exchanged && !source.empty() && source != options_.format) {
      violations_.Add(
          {.line = first.line,
           .value = id,
           .rule = absl::StrCat("DIFFERENT_SOURCE: series '", id,
                                "' takes its figures from files of format '", source, "'"),
           .what_to_do = "send a file of that format, or declare another series",
           .sheet_ordinal = first.sheet});
      return false;
    }
    const int months = figures_.PeriodMonths(first);
    if (head->period_months == months) return true;
    violations_.Add({.line = first.line,
                     .value = absl::StrCat(months, " months"),
                     .rule = absl::StrCat("series '", id, "' holds periods of ",
                                          head->period_months, " months"),
                     .what_to_do = "send figures of that period length, or declare another series",
                     .sheet_ordinal = first.sheet});
    return false;
  }

  // The figures of one scope, completed.
  absl::StatusOr<core::ScopeFigures> MakeScope(std::span<const FileFigure> rows) {
    const std::string& series = figures_.SeriesId(rows.front());
    core::ScopeFigures scope{.period_end = rows.front().period_end};
    const absl::StatusOr<const core::ScopeFigures*> head = stored_.Find(series, scope.period_end);
    if (!head.ok()) return head.status();
    std::map<std::string, core::Observation> before;
    if (*head != nullptr) {
      for (const core::Observation& o : (*head)->observations) before.emplace(o.area_id, o);
    }
    const core::Series& declared = figures_.reference().series[rows.front().series];
    const bool midyear =
        options_.populations || (declared.population && !declared.population_by_period);
    std::map<std::string, core::Observation> now;
    for (const FileFigure& row : rows) {
      const std::string& area = figures_.AreaId(row);
      now.emplace(area,
                  core::Observation{area, row.status, row.value, row.standard_error_millionths});
      if (midyear) CheckPopulation(row, before);
    }
    AddAbsentForces(series, scope.period_end, before, now);
    for (auto& [area, observation] : now) scope.observations.push_back(std::move(observation));
    return scope;
  }

 private:
  void CheckPopulation(const FileFigure& row,
                       const std::map<std::string, core::Observation>& before) {
    const auto known = before.find(figures_.AreaId(row));
    if (options_.correction || known == before.end() || !core::HasValue(known->second.status)) {
      return;
    }
    const __int128 difference = static_cast<__int128>(row.value) - known->second.value;
    const __int128 magnitude = difference < 0 ? -difference : difference;
    if (magnitude * kPopulationTolerance <= known->second.value) return;
    violations_.Add(
        {.line = row.line,
         .column = "population",
         .value = absl::StrCat(row.value),
         .rule = absl::StrCat("two sources of one mid-year population differ by 0.1% at most; ",
                              known->second.value, " is stored"),
         .what_to_do = "check the figure; to replace the stored one, send a correction",
         .sheet_ordinal = row.sheet});
  }

  // Name by id, of the areas that belong into a scope. A nation need not be in a
  // file; once it is stored it is not lost either. Outside its months nothing of
  // an area is expected.
  std::map<std::string, std::string> Expected(
      core::Month period_end, const std::map<std::string, core::Observation>& before) const {
    std::map<std::string, std::string> expected;
    for (const core::Area& area : figures_.reference().areas) {
      const bool wanted = area.kind == core::AreaKind::kForce || before.contains(area.id);
      const bool there = core::IsWithin(period_end, area.valid_from, area.valid_to);
      const bool kept = options_.correction && before.contains(area.id);
      if (kept || (wanted && there)) expected.emplace(area.id, area.name);
    }
    return expected;
  }

  void AddAbsentForces(const std::string& series, core::Month period_end,
                       const std::map<std::string, core::Observation>& before,
                       std::map<std::string, core::Observation>& now) {
    const std::string scope_name = absl::StrCat(series, ", ", period_end.ToString());
    std::vector<std::string> missing;
    std::vector<std::string> dropped;
    int64_t kept = 0;
    for (const auto& [id, name] : Expected(period_end, before)) {
      if (now.contains(id)) continue;
      const auto known = before.find(id);
      if (options_.correction && known != before.end()) {
        now.emplace(id, known->second);
        ++kept;
      } else if (known != before.end() && core::HasValue(known->second.status)) {
        dropped.push_back(name);
      } else {
        now.emplace(id, core::Observation{id, core::ObservationStatus::kMissing, 0, {}});
        missing.push_back(name);
      }
    }
    if (!dropped.empty()) {
      violations_.Add(
          {0, "", scope_name,
           absl::StrCat("no row for ", NameForces(dropped), ", of which a figure is stored"),
           "add the rows, with status missing or withdrawn if the figures are gone; or "
           "send a correction, which keeps what it does not list"});
    }
    if (!missing.empty()) {
      warnings_.Add({0, "", scope_name,
                     absl::StrCat("no row for ", NameForces(missing), ": stored as missing"),
                     "nothing, if the source has no figure"});
    }
    if (kept > 0) {
      warnings_.Add({0, "", scope_name,
                     absl::StrCat("the correction lists some forces; ", kept,
                                  kept == 1 ? " other keeps its figure" : " others keep theirs"),
                     "nothing, if only these change"});
    }
  }

  const FileFigures& figures_;
  StoredFigures& stored_;
  const ScopeOptions& options_;
  Findings& violations_;
  Findings& warnings_;
};

// The figures from `begin` on that agree with it in `same`.
template <typename Same>
std::span<const FileFigure> Leading(std::span<const FileFigure> figures, Same same) {
  size_t size = 0;
  while (size < figures.size() && same(figures[size]) == same(figures.front())) ++size;
  return figures.first(size);
}

}  // namespace

absl::StatusOr<std::vector<core::SeriesRun>> MakeScopes(const FileFigures& figures,
                                                        StoredFigures& stored,
                                                        const ScopeOptions& options,
                                                        Findings& violations, Findings& warnings) {
  ScopeMaker maker(figures, stored, options, violations, warnings);
  std::vector<core::SeriesRun> runs;
  std::span<const FileFigure> rest = figures.figures();
  while (!rest.empty()) {
    std::span<const FileFigure> series = Leading(rest, [](const auto& f) { return f.series; });
    rest = rest.subspan(series.size());
    if (!maker.CheckSeries(series.front())) continue;
    core::SeriesRun& run = runs.emplace_back();
    run.series_id = figures.SeriesId(series.front());
    run.period_months = figures.PeriodMonths(series.front());
    while (!series.empty()) {
      const auto rows = Leading(series, [](const auto& f) { return f.period_end; });
      series = series.subspan(rows.size());
      absl::StatusOr<core::ScopeFigures> scope = maker.MakeScope(rows);
      if (!scope.ok()) return scope.status();
      run.scopes.push_back(*std::move(scope));
    }
  }
  std::sort(runs.begin(), runs.end(), [](const core::SeriesRun& a, const core::SeriesRun& b) {
    return a.series_id < b.series_id;
  });
  return runs;
}

}  // namespace peerage::ingestion
