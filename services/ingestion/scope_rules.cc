#include "services/ingestion/scope_rules.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/core/display.h"

namespace peerage::ingestion {
namespace {

constexpr size_t kForcesNamed = 5;
// 0.1 %, as parts of the stored figure.
constexpr __int128 kPopulationTolerance = 1000;

class ScopeMaker {
 public:
  ScopeMaker(FileFigures& figures, StoredFigures& stored, const ScopeOptions& options,
             Findings& violations, Findings& warnings)
      : figures_(figures),
        stored_(stored),
        options_(options),
        violations_(violations),
        warnings_(warnings) {
    const std::vector<core::Area>& areas = figures.reference().areas;
    std::map<std::string_view, const core::Area*> by_id;
    for (const core::Area& area : areas) by_id.emplace(area.id, &area);
    ranks_.resize(areas.size());
    for (const auto& [id, area] : by_id) {
      ranks_[static_cast<size_t>(area - areas.data())] = static_cast<uint32_t>(by_rank_.size());
      by_rank_.push_back(area);
    }
  }

  // A run of the series without its scopes.
  core::PackedRun BeginRun(const FileScope& first) const {
    core::PackedRun run{.series_id = figures_.SeriesId(first),
                        .period_months = figures_.PeriodMonths(first)};
    for (const core::Area* area : by_rank_) run.area_ids.push_back(area->id);
    return run;
  }

  // Adds one scope's figures, completed.
  absl::Status AddScope(const FileScope& scope, core::PackedRun& run) {
    if (absl::Status status = ReadBefore(run.series_id, scope.period_end); !status.ok()) {
      return status;
    }
    const core::Series& declared = figures_.reference().series[scope.series];
    const bool midyear =
        options_.populations || (declared.population && !declared.population_by_period);
    now_.assign(by_rank_.size(), std::nullopt);
    for (const ScopeFigure& figure : scope.figures) {
      const uint32_t rank = ranks_[figure.area()];
      now_[rank] = Slot{figure.status(), figure.value(), figures_.StandardErrorOf(scope, figure)};
      if (midyear) CheckPopulation(figure, before_[rank]);
    }
    AddAbsentForces(run.series_id, scope.period_end);
    for (uint32_t rank = 0; rank < now_.size(); ++rank) {
      if (!now_[rank]) continue;
      if (now_[rank]->standard_error) {
        run.standard_errors.emplace_back(run.figures.size(), *now_[rank]->standard_error);
      }
      run.figures.push_back({now_[rank]->value, rank, now_[rank]->status});
    }
    run.scopes.push_back({scope.period_end, run.figures.size()});
    return absl::OkStatus();
  }

 private:
  // An area's figure, in the file or in the log.
  struct Slot {
    core::ObservationStatus status;
    int64_t value;
    std::optional<int64_t> standard_error;
  };

  // What the log holds of the scope. Areas that are declared no longer are left
  // out.
  absl::Status ReadBefore(const std::string& series_id, core::Month period_end) {
    const absl::StatusOr<const core::ScopeFigures*> head = stored_.Find(series_id, period_end);
    if (!head.ok()) return head.status();
    if (std::exchange(has_before_, *head != nullptr) || before_.empty()) {
      before_.assign(by_rank_.size(), std::nullopt);
    }
    if (*head == nullptr) return absl::OkStatus();
    // Both are in the order of ids.
    uint32_t rank = 0;
    for (const core::Observation& o : (*head)->observations) {
      while (rank < by_rank_.size() && by_rank_[rank]->id < o.area_id) ++rank;
      if (rank == by_rank_.size() || by_rank_[rank]->id != o.area_id) continue;
      before_[rank] = Slot{o.status, o.value, o.standard_error_millionths};
    }
    return absl::OkStatus();
  }

  void CheckPopulation(const ScopeFigure& figure, const std::optional<Slot>& known) {
    if (options_.correction || !core::HasValue(figure.status())) return;
    if (!known || !core::HasValue(known->status)) return;
    const __int128 difference = static_cast<__int128>(figure.value()) - known->value;
    const __int128 magnitude = difference < 0 ? -difference : difference;
    if (magnitude * kPopulationTolerance <= known->value) return;
    const FilePlace place = figures_.PlaceOf(figure);
    violations_.Add(
        {.line = place.line,
         .column = "population",
         .value = absl::StrCat(figure.value()),
         .rule = absl::StrCat("two sources of one mid-year population differ by 0.1% at most; ",
                              known->value, " is stored"),
         .what_to_do = "check the figure; to replace the stored one, send a correction",
         .sheet_ordinal = place.sheet_ordinal});
  }

  // A nation need not be in a file; once it is stored it is not lost either.
  // Outside its months nothing of an area is expected.
  bool IsExpected(const core::Area& area, core::Month period_end, bool known) const {
    if (options_.correction && known) return true;
    return (known || area.kind == core::AreaKind::kForce) &&
           core::IsWithin(period_end, area.valid_from, area.valid_to);
  }

  void AddAbsentForces(const std::string& series, core::Month period_end) {
    const std::string scope_name = absl::StrCat(series, ", ", period_end.ToString());
    std::vector<std::string> missing;
    std::vector<std::string> dropped;
    int64_t kept = 0;
    for (size_t rank = 0; rank < now_.size(); ++rank) {
      const core::Area& area = *by_rank_[rank];
      const std::optional<Slot>& known = before_[rank];
      if (now_[rank] || !IsExpected(area, period_end, known.has_value())) continue;
      if (options_.correction && known) {
        now_[rank] = known;
        ++kept;
      } else if (known && core::HasValue(known->status)) {
        dropped.push_back(area.name);
      } else {
        now_[rank] = Slot{core::ObservationStatus::kMissing, 0, {}};
        missing.push_back(area.name);
      }
    }
    ReportAbsent(scope_name, missing, dropped, kept);
  }

  void ReportAbsent(const std::string& scope_name, const std::vector<std::string>& missing,
                    const std::vector<std::string>& dropped, int64_t kept) {
    if (!dropped.empty()) {
      violations_.Add({0, "", scope_name,
                       absl::StrCat("no row for ", core::JoinWithOthers(dropped, kForcesNamed),
                                    ", of which a figure is stored"),
                       "add the rows, with status missing or withdrawn if the figures are gone; or "
                       "send a correction, which keeps what it does not list"});
    }
    if (!missing.empty()) {
      warnings_.Add({0, "", scope_name,
                     absl::StrCat("no row for ", core::JoinWithOthers(missing, kForcesNamed),
                                  ": stored as missing"),
                     "nothing, if the source has no figure"});
    }
    if (kept > 0) {
      warnings_.Add({0, "", scope_name,
                     absl::StrCat("the correction lists some forces; ", kept,
                                  kept == 1 ? " other keeps its figure" : " others keep theirs"),
                     "nothing, if only these change"});
    }
  }

  FileFigures& figures_;
  StoredFigures& stored_;
  const ScopeOptions& options_;
  Findings& violations_;
  Findings& warnings_;
  // Declared areas in the order of ids; and the place in it by their place in
  // the reference.
  std::vector<const core::Area*> by_rank_;
  std::vector<uint32_t> ranks_;
  // Of the present scope, by rank.
  std::vector<std::optional<Slot>> now_;
  std::vector<std::optional<Slot>> before_;
  // Whether there are any.
  bool has_before_ = false;
};

// The places of each series's first and, not included, last scope, by series id.
std::vector<std::pair<size_t, size_t>> SeriesById(const FileFigures& figures) {
  const std::vector<FileScope>& scopes = figures.scopes();
  std::vector<std::pair<size_t, size_t>> series;
  for (size_t i = 0; i < scopes.size(); ++i) {
    if (i == 0 || scopes[i].series != scopes[i - 1].series) series.emplace_back(i, i);
    series.back().second = i + 1;
  }
  std::sort(series.begin(), series.end(), [&](const auto& a, const auto& b) {
    return figures.SeriesId(scopes[a.first]) < figures.SeriesId(scopes[b.first]);
  });
  return series;
}

}  // namespace

absl::Status MakeScopes(FileFigures& figures, StoredFigures& stored, const ScopeOptions& options,
                        Findings& violations, Findings& warnings, const TakeRun& take) {
  ScopeMaker maker(figures, stored, options, violations, warnings);
  for (const auto& [first, end] : SeriesById(figures)) {
    core::PackedRun run = maker.BeginRun(figures.scopes()[first]);
    absl::Status status;
    for (size_t scope = first; scope < end && status.ok(); ++scope) {
      status = maker.AddScope(figures.scopes()[scope], run);
      figures.Drop(scope);
    }
    if (status.ok() && violations.empty()) status = take(run);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace peerage::ingestion
