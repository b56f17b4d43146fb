#include "clients/cli/figure_changes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/release_words.h"
#include "clients/cli/table.h"
#include "clients/cli/words.h"

namespace peerage::cli {
namespace {

using ingestion::v1::FigureChange;
using ingestion::v1::ReleaseFigure;

template <class Ids>
bool Holds(const Ids& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

core::Month EndOf(const FigureChange& change) {
  return core::Month::Parse(change.period_end()).value_or(core::Month());
}

// "-1234.50" -> "-1,234.50".
std::string WithThousands(const std::string& digits) {
  const bool negative = !digits.empty() && digits.front() == '-';
  const size_t point = std::min(digits.find('.'), digits.size());
  int64_t whole = 0;
  if (!absl::SimpleAtoi(digits.substr(negative ? 1 : 0, point - (negative ? 1 : 0)), &whole)) {
    return digits;
  }
  return absl::StrCat(negative ? "-" : "", RowsWords(whole), digits.substr(point));
}

// The figure is the same, and only its status is another.
bool StatusAlone(const FigureChange& change) {
  return change.has_before() && change.has_after() && !change.before().figure().empty() &&
         change.before().figure() == change.after().figure() &&
         change.before().standard_error() == change.after().standard_error();
}

std::string HeadingOf(const FigureChange& change) {
  types::v1::Period period;
  period.set_end_month(change.period_end());
  period.set_months(change.period_months());
  return absl::StrCat(change.series_id(), ", ", PeriodWords(period));
}

// The newest period of each series.
std::map<std::string, std::string> NewestPeriods(const std::vector<FigureChange>& changes) {
  std::map<std::string, std::string> newest;
  for (const FigureChange& change : changes) {
    std::string& end = newest[change.series_id()];
    end = std::max(end, change.period_end());
  }
  return newest;
}

std::string Remarks(const Terminal& terminal, int64_t left_out, int64_t status_alone) {
  std::string text;
  if (left_out > 0) {
    text += Paragraph(terminal, Tone::kDim,
                      absl::StrCat(CountWords(left_out, "figure"),
                                   " of earlier periods changed "
                                   "too; --all-periods lists them."));
  }
  if (status_alone > 0) {
    text += Paragraph(terminal, Tone::kDim,
                      absl::StrCat(CountWords(status_alone, "figure"),
                                   " changed in status alone, from provisional to final for "
                                   "example; --json lists them."));
  }
  return text;
}

}  // namespace

std::vector<FigureChange> Filter(const ingestion::v1::DiffReleasesResponse& diff,
                                 const ChangeFilter& filter) {
  std::vector<FigureChange> changes;
  for (const FigureChange& change : diff.changes()) {
    if (!filter.force.empty() && change.area_id() != filter.force) continue;
    if (!filter.measure.empty() && !Holds(change.measure_ids(), filter.measure)) continue;
    changes.push_back(change);
  }
  return changes;
}

bool BearsOn(const FigureChange& change, const types::v1::Measure& measure, core::Month end) {
  const bool above = Holds(measure.numerator_series(), change.series_id());
  const bool below = Holds(measure.denominator_series(), change.series_id());
  const int months_before = end - EndOf(change);
  if ((!above && !below) || months_before < 0) return false;
  const bool residents = below && measure.kind() == types::v1::MEASURE_KIND_RATE_PER_POP;
  return residents || months_before + change.period_months() <= measure.window_months();
}

std::string FigureWords(bool present, const ReleaseFigure& figure) {
  if (!present) return "nothing";
  return figure.figure().empty() ? figure.status() : WithThousands(figure.figure());
}

std::string RenderChanges(const Terminal& terminal, const std::vector<FigureChange>& changes,
                          const ForceNames& names, bool all_periods) {
  const std::map<std::string, std::string> newest = NewestPeriods(changes);
  Table table({{"Force"},
               {"Before", Align::kRight},
               {"After", Align::kRight},
               {"Difference", Align::kRight},
               {"By release", Align::kRight}});
  std::string heading;
  int64_t left_out = 0;
  int64_t status_alone = 0;
  for (const FigureChange& change : changes) {
    if (StatusAlone(change)) {
      ++status_alone;
      continue;
    }
    if (!all_periods && change.period_end() != newest.at(change.series_id())) {
      ++left_out;
      continue;
    }
    if (HeadingOf(change) != heading) table.AddHeading(heading = HeadingOf(change));
    table.AddRow({{NameOf(names, change.area_id())},
                  {FigureWords(change.has_before(), change.before())},
                  {FigureWords(change.has_after(), change.after())},
                  {WithThousands(change.difference())},
                  {change.seq() > 0 ? absl::StrCat(change.seq()) : ""}});
  }
  return table.Render(terminal) + Remarks(terminal, left_out, status_alone);
}

}  // namespace peerage::cli
