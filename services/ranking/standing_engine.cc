#include "services/ranking/standing_engine.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/ranking/standing_builder.h"
#include "services/runtime/error.h"

namespace peerage::ranking {
namespace {

using runtime::Error;
using runtime::FieldError;
using runtime::Reason;

// The previous paper is a quarter earlier unless one is named.
constexpr int kQuarter = 3;

absl::StatusOr<DatasetView> OpenDataset(std::shared_ptr<const Snapshot> snapshot,
                                        const Selection& selection) {
  const auto seq = ResolveAsOf(*snapshot, selection.as_of);
  if (!seq.ok()) return seq.status();
  return DatasetView::Open(std::move(snapshot), *seq, selection.dataset_id);
}

absl::Status NotLoaded(const MeasureView& view, const std::string& wanted) {
  const std::vector<core::Month>& ends = view.PeriodEnds();
  const std::string loaded =
      ends.empty() ? "nothing of it is loaded yet"
                   : absl::StrCat("loaded are periods ending ", ends.front().ToString(), " to ",
                                  ends.back().ToString());
  return Error(absl::StatusCode::kFailedPrecondition, Reason::kNotLoaded,
               absl::StrCat(view.measure_id(), ": ", wanted, "; ", loaded),
               {{"measure_id", view.measure_id()}});
}

bool IsLoaded(const MeasureView& view, core::Month end) {
  return std::binary_search(view.PeriodEnds().begin(), view.PeriodEnds().end(), end);
}

// The group at a month must be sound even where no period can be compared.
absl::Status CheckGroup(MeasureView& view, const Subject& subject, core::Month month) {
  return view.Compare(subject.force->id, month, subject.choice).status();
}

absl::StatusOr<core::Month> ChoosePeriod(MeasureView& view, const Subject& subject,
                                         const StandingQuery& query) {
  if (!query.end) {
    if (view.PeriodEnds().empty()) return NotLoaded(view, "there is no period to answer about");
    const auto latest = LatestPeriod(view, subject, subject.reporting_month);
    if (latest) return *latest;
    if (absl::Status group = CheckGroup(view, subject, subject.reporting_month); !group.ok()) {
      return group;
    }
    return NotLoaded(view, absl::StrCat("no period up to ", subject.reporting_month.ToString(),
                                        " has figures of enough forces"));
  }
  if (!IsLoaded(view, *query.end)) {
    return NotLoaded(view,
                     absl::StrCat("no figures for the period ending ", query.end->ToString()));
  }
  const int window = view.FormulaAt(*query.end).measure->window_months;
  if (query.months && *query.months != window) {
    return FieldError("period.months",
                      absl::StrCat("is ", *query.months, ", but ", view.measure_id(),
                                   " is made over ", window, " months: leave it unset"));
  }
  return *query.end;
}

absl::StatusOr<std::optional<core::Month>> ChoosePrevious(MeasureView& view, const Subject& subject,
                                                          const StandingQuery& query,
                                                          core::Month end) {
  if (!query.compare_with) return PeriodBefore(view, subject, end);
  if (*query.compare_with > end) {
    return FieldError("compare_with_period",
                      absl::StrCat(query.compare_with->ToString(), " lies after the period ",
                                   end.ToString(), ": compare with an earlier one"));
  }
  if (!IsLoaded(view, *query.compare_with)) {
    return NotLoaded(view, absl::StrCat("no figures for the period ending ",
                                        query.compare_with->ToString(), " to compare with"));
  }
  return query.compare_with;
}

// One measure opened for one subject.
struct Desk {
  DatasetView dataset;
  Subject subject;
};

absl::StatusOr<Desk> OpenDesk(std::shared_ptr<const Snapshot> snapshot, const Selection& selection,
                              const std::string& measure_id) {
  auto dataset = OpenDataset(std::move(snapshot), selection);
  if (!dataset.ok()) return dataset.status();
  const auto force = dataset->FindSubject(selection.force_id);
  if (!force.ok()) return force.status();
  if (const auto measure = dataset->FindMeasure(measure_id); !measure.ok()) {
    return measure.status();
  }
  return Desk{*std::move(dataset), Subject{.force = *force, .choice = selection.choice}};
}

// The month that counts for aspirations and lag when none is named.
core::Month ReportingMonth(const DatasetView& dataset, const StandingQuery& query) {
  if (query.reporting_month) return *query.reporting_month;
  if (query.end) return *query.end;
  return dataset.NewestMonth().value_or(core::Month());
}

// The group of one member is the group of all: a default group is named by its
// id, so that it stays the subject's for the others.
core::GroupChoice ChoiceForMembers(const core::Group& group) {
  if (group.kind == core::GroupKind::kAdHoc) return group.member_ids;
  return group.id;
}

void SortBestFirst(std::vector<core::Standing>& standings, LeagueTableBasis basis) {
  static constexpr int kLast = 1 << 20;
  const auto place = [basis](const core::Standing& standing) {
    if (basis == LeagueTableBasis::kValue) return standing.position.value_or(kLast);
    return standing.change_on_year ? standing.change_on_year->position.value_or(kLast) : kLast;
  };
  std::sort(standings.begin(), standings.end(),
            [&](const core::Standing& a, const core::Standing& b) {
              return std::make_pair(place(a), std::cref(a.force_id)) <
                     std::make_pair(place(b), std::cref(b.force_id));
            });
}

// One measure of a paper; nullopt when no period can be shown.
absl::StatusOr<std::optional<core::Standing>> PaperLine(MeasureView& view, const Subject& subject,
                                                        const Standings& paper,
                                                        int history_points) {
  const auto end = LatestPeriod(view, subject, paper.reporting_month);
  if (!end) {
    if (absl::Status group = CheckGroup(view, subject, paper.reporting_month); !group.ok()) {
      return group;
    }
    return std::optional<core::Standing>();
  }
  const auto previous = LatestPeriod(view, subject, paper.previous_reporting_month);
  auto standing = BuildStanding(view, subject, *end, previous, history_points);
  if (!standing.ok()) return standing.status();
  return std::optional<core::Standing>(*std::move(standing));
}

}  // namespace

absl::StatusOr<core::Standing> GetStanding(std::shared_ptr<const Snapshot> snapshot,
                                           const Selection& selection, const StandingQuery& query) {
  auto desk = OpenDesk(std::move(snapshot), selection, query.measure_id);
  if (!desk.ok()) return desk.status();
  MeasureView view(desk->dataset, query.measure_id, selection.method);
  desk->subject.reporting_month = ReportingMonth(desk->dataset, query);
  const auto end = ChoosePeriod(view, desk->subject, query);
  if (!end.ok()) return end.status();
  if (!query.end && !query.reporting_month) desk->subject.reporting_month = *end;
  const auto previous = ChoosePrevious(view, desk->subject, query, *end);
  if (!previous.ok()) return previous.status();
  return BuildStanding(view, desk->subject, *end, *previous, query.history_points);
}

absl::StatusOr<Standings> ListStandings(std::shared_ptr<const Snapshot> snapshot,
                                        const Selection& selection, const StandingsQuery& query) {
  const auto dataset = OpenDataset(std::move(snapshot), selection);
  if (!dataset.ok()) return dataset.status();
  const auto force = dataset->FindSubject(selection.force_id);
  if (!force.ok()) return force.status();
  const auto newest = dataset->NewestMonth();
  if (!newest) {
    return Error(absl::StatusCode::kFailedPrecondition, Reason::kNotLoaded,
                 absl::StrCat("no figures of the dataset ", selection.dataset_id,
                              " are loaded: import its tables first"));
  }
  Standings paper{.reporting_month = query.reporting_month.value_or(*newest),
                  .seq = dataset->seq()};
  paper.previous_reporting_month =
      query.previous_reporting_month.value_or(paper.reporting_month - kQuarter);
  const Subject subject{
      .force = *force, .choice = selection.choice, .reporting_month = paper.reporting_month};
  const std::vector<std::string> measure_ids =
      query.measure_ids.empty() ? dataset->MeasureIds() : query.measure_ids;
  for (const std::string& id : measure_ids) {
    if (const auto known = dataset->FindMeasure(id); !known.ok()) return known.status();
    MeasureView view(*dataset, id, selection.method);
    auto line = PaperLine(view, subject, paper, query.history_points);
    if (!line.ok()) return line.status();
    if (*line) {
      paper.standings.push_back(**std::move(line));
    } else {
      paper.unavailable_measure_ids.push_back(id);
    }
  }
  return paper;
}

absl::StatusOr<LeagueTable> GetLeagueTable(std::shared_ptr<const Snapshot> snapshot,
                                           const Selection& selection, const StandingQuery& query,
                                           LeagueTableBasis basis) {
  auto desk = OpenDesk(std::move(snapshot), selection, query.measure_id);
  if (!desk.ok()) return desk.status();
  MeasureView view(desk->dataset, query.measure_id, selection.method);
  desk->subject.reporting_month = ReportingMonth(desk->dataset, query);
  const auto end = ChoosePeriod(view, desk->subject, query);
  if (!end.ok()) return end.status();
  const auto group = view.Compare(desk->subject.force->id, *end, desk->subject.choice);
  if (!group.ok()) return group.status();
  LeagueTable table{.seq = desk->dataset.seq()};
  // An excluded subject asks about itself: its value is the last row.
  std::vector<std::string> members = (*group)->group.member_ids;
  if (!(*group)->figures.IndexOf(selection.force_id)) members.push_back(selection.force_id);
  for (const std::string& member : members) {
    const Subject subject{.force = *desk->dataset.FindSubject(member),
                          .choice = ChoiceForMembers((*group)->group),
                          .reporting_month = *end};
    auto standing = BuildStanding(view, subject, *end, PeriodBefore(view, subject, *end), 0);
    if (!standing.ok()) return standing.status();
    table.standings.push_back(*std::move(standing));
  }
  SortBestFirst(table.standings, basis);
  return table;
}

absl::StatusOr<Positions> ListPositions(std::shared_ptr<const Snapshot> snapshot,
                                        const Selection& selection, const StandingQuery& query) {
  auto desk = OpenDesk(std::move(snapshot), selection, query.measure_id);
  if (!desk.ok()) return desk.status();
  MeasureView view(desk->dataset, query.measure_id, selection.method);
  desk->subject.reporting_month = ReportingMonth(desk->dataset, query);
  const auto end = ChoosePeriod(view, desk->subject, query);
  if (!end.ok()) return end.status();
  if (absl::Status group = CheckGroup(view, desk->subject, *end); !group.ok()) return group;
  return Positions{.points = MakeHistory(view, desk->subject, *end, query.history_points),
                   .seq = desk->dataset.seq()};
}

}  // namespace peerage::ranking
