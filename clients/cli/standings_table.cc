#include "clients/cli/standings_table.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/words.h"

namespace peerage::cli {
namespace {

using types::v1::Standing;

std::string PreviousChange(bool present, const types::v1::ChangeRequired& change) {
  return present ? change.display() : "-";
}

std::string RenderPrevious(const Terminal& terminal,
                           const ranking::v1::ListStandingsResponse& response) {
  Table table({{"Measure"},
               {"Previous data to"},
               {"Position", Align::kRight},
               {"Movement"},
               {"To the average", Align::kRight},
               {"To the top quartile", Align::kRight}});
  for (const Standing& standing : response.standings()) {
    const auto& movement = standing.movement();
    const std::string place = movement.has_previous_position()
                                  ? absl::StrCat(movement.previous_position_display(), " of ",
                                                 movement.previous_ranked_of())
                                  : "-";
    table.AddRow({{standing.measure_name()},
                  {MonthWords(movement.previous_period().end_month())},
                  {place},
                  MovementCell(standing),
                  {PreviousChange(movement.has_previous_change_to_average(),
                                  movement.previous_change_to_average())},
                  {PreviousChange(movement.has_previous_change_to_top_quartile(),
                                  movement.previous_change_to_top_quartile())}});
  }
  return table.Render(terminal);
}

}  // namespace

std::vector<Column> StandingColumns() {
  return {{"Position"},
          {"Positions"},
          {"Value", Align::kRight},
          {"Nationally", Align::kRight},
          {"Over the year", Align::kRight},
          {"To the average", Align::kRight},
          {"To the top quartile", Align::kRight},
          {"Aspiration"},
          {"Verdict"}};
}

std::vector<Cell> StandingCells(const Standing& standing) {
  const std::string first = FirstPublishedWords(standing);
  return {{first.empty() ? PositionWords(standing)
                         : absl::StrCat(PositionWords(standing), " (", first, ")"),
           Tone::kStrong},
          {Sparkline(standing.history())},
          {standing.value().display()},
          {NationalWords(standing)},
          {YearWords(standing)},
          {ChangeWords(standing.has_change_to_average(), standing.change_to_average())},
          {ChangeWords(standing.has_change_to_top_quartile(), standing.change_to_top_quartile())},
          {TargetWords(standing)},
          VerdictCell(standing)};
}

std::string PeriodRemark(const Standing& standing, const std::string& reporting_month) {
  const std::string& end = standing.period().end_month();
  return end == reporting_month ? "" : absl::StrCat(" (last data to ", MonthWords(end), ")");
}

std::string RenderStandings(const Terminal& terminal,
                            const ranking::v1::ListStandingsResponse& response,
                            const ForceNames& names) {
  if (response.standings().empty()) {
    return absl::StrCat("No measure has a comparable period at ",
                        MonthWords(response.reporting_month()), ".\n");
  }
  const Standing& first = response.standings(0);
  std::vector<Column> columns = StandingColumns();
  columns.insert(columns.begin(), Column{"Measure"});
  Table table(columns);
  for (const Standing& standing : response.standings()) {
    std::vector<Cell> cells = StandingCells(standing);
    cells.insert(cells.begin(), Cell{standing.measure_name() +
                                     PeriodRemark(standing, response.reporting_month())});
    table.AddRow(std::move(cells));
  }
  std::string text =
      Paragraph(terminal, Tone::kStrong,
                absl::StrCat(first.force_name(), ": ", MonthWords(response.reporting_month()))) +
      Paragraph(terminal, Tone::kPlain, "among " + GroupWords(first.group(), names)) + "\n";
  absl::StrAppend(
      &text, table.Render(terminal), "\n",
      Paint(terminal, Tone::kStrong,
            absl::StrCat("Compared with ", MonthWords(response.previous_reporting_month()))),
      "\n", RenderPrevious(terminal, response));
  if (response.unavailable_measure_ids_size() > 0) {
    absl::StrAppend(
        &text, "\n",
        Paragraph(terminal, Tone::kPlain,
                  absl::StrCat("Without a comparable period: ",
                               absl::StrJoin(response.unavailable_measure_ids(), ", "))));
  }
  return text;
}

}  // namespace peerage::cli
