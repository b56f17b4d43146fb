#include "clients/cli/report_text.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "clients/cli/notes.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/standings_table.h"
#include "clients/cli/table.h"
#include "clients/cli/words.h"

namespace peerage::cli {
namespace {

using reporting::v1::Report;
using reporting::v1::ReportRow;

std::string Heading(const Terminal& terminal, const std::string& text) {
  return "\n" + Paragraph(terminal, Tone::kStrong, text);
}

std::string MadeAt(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d %H:%M UTC", absl::FromUnixSeconds(time.seconds()),
                          absl::UTCTimeZone());
}

std::string TitleBlock(const Terminal& terminal, const Report& report) {
  std::string text = Paragraph(terminal, Tone::kStrong, report.title());
  if (!report.report_to().empty()) {
    text += Paragraph(terminal, Tone::kPlain, "Report to: " + report.report_to(), "", "  ");
  }
  text += Paragraph(terminal, Tone::kPlain,
                    absl::StrCat(report.force_name(), ", ", report.reporting_month_display(),
                                 " compared with ", report.previous_reporting_month_display()));
  text += Paragraph(terminal, Tone::kPlain,
                    absl::StrCat(report.terms().marking(), "   ", report.id(), ", made ",
                                 MadeAt(report.created_at())));
  return text + Paragraph(terminal, Tone::kPlain, report.group_note());
}

std::string Summary(const Terminal& terminal, const Report& report) {
  if (report.summary().empty()) return "";
  std::string text = Heading(terminal, "Executive summary");
  for (const auto& list : report.summary()) {
    text += Paragraph(terminal, Tone::kPlain, list.heading());
    for (const std::string& item : list.items()) {
      text += Paragraph(terminal, Tone::kPlain, item, "  - ", "    ");
    }
  }
  return text;
}

std::string WithNote(const std::string& text, const std::string& note) {
  return note.empty() ? text : absl::StrCat(text, " (", note, ")");
}

// Both tables name the priority area once above its rows.
template <class CellsOf>
std::string PriorityTable(const Terminal& terminal, const Report& report,
                          std::vector<Column> columns, const CellsOf& cells_of) {
  Table table(std::move(columns));
  std::string area;
  for (const ReportRow& row : report.rows()) {
    if (!row.priority_area().empty() && row.priority_area() != area) {
      table.AddHeading(row.priority_area());
    }
    area = row.priority_area();
    table.AddRow(cells_of(row));
  }
  return table.Render(terminal);
}

std::string PresentTable(const Terminal& terminal, const Report& report) {
  std::vector<Column> columns = StandingColumns();
  columns.insert(columns.begin(), Column{"Measure"});
  return PriorityTable(terminal, report, std::move(columns), [](const ReportRow& row) {
    std::vector<Cell> cells = StandingCells(row.standing());
    cells.insert(cells.begin(), Cell{WithNote("  " + row.label(), row.period_note())});
    return cells;
  });
}

std::string ComparisonTable(const Terminal& terminal, const Report& report) {
  return PriorityTable(terminal, report,
                       {{"Measure"},
                        {"Aspiration"},
                        {report.previous_reporting_month_display(), Align::kRight},
                        {report.reporting_month_display(), Align::kRight},
                        {"Movement"}},
                       [](const ReportRow& row) {
                         const auto& standing = row.standing();
                         const auto& before = standing.movement().previous_position_display();
                         return std::vector<Cell>{
                             {"  " + row.label()},
                             {TargetWords(standing)},
                             {WithNote(before.empty() ? "-" : before, row.previous_period_note())},
                             {WithNote(standing.has_position() ? standing.position_display() : "-",
                                       row.period_note()),
                              Tone::kStrong},
                             MovementCell(standing)};
                       });
}

std::string Updates(const Terminal& terminal, const Report& report) {
  std::string text = Heading(terminal, "Update");
  for (const ReportRow& row : report.rows()) {
    text += Paragraph(terminal, Tone::kPlain, absl::StrCat(row.label(), ": ", row.sentence()), "* ",
                      "  ");
  }
  return text;
}

}  // namespace

std::string RenderReport(const Terminal& terminal, const Report& report) {
  std::string text = TitleBlock(terminal, report);
  absl::StrAppend(&text, Summary(terminal, report));
  absl::StrAppend(&text, Heading(terminal, "Performance in the priority areas"),
                  PresentTable(terminal, report));
  absl::StrAppend(
      &text,
      Heading(terminal, absl::StrCat("Compared with ", report.previous_reporting_month_display())),
      ComparisonTable(terminal, report), Updates(terminal, report));
  if (report.unavailable_size() > 0) {
    absl::StrAppend(&text, "\n",
                    Paragraph(terminal, Tone::kPlain,
                              absl::StrCat("Without a comparable period: ",
                                           absl::StrJoin(report.unavailable(), ", "))));
  }
  std::vector<std::string> notes(report.notes().begin(), report.notes().end());
  for (const std::string& caveat : report.caveats()) {
    if (std::find(notes.begin(), notes.end(), caveat) == notes.end()) notes.push_back(caveat);
  }
  absl::StrAppend(&text, Heading(terminal, "Notes and caveats"),
                  RenderNotes(terminal, notes, report.terms(), report.seq()));
  return text;
}

std::string RenderReportList(const Terminal& terminal,
                             const reporting::v1::ListReportsResponse& response) {
  Table table(
      {{"Report"}, {"Force"}, {"Dataset"}, {"Month"}, {"Seq", Align::kRight}, {"Made"}, {"Title"}});
  for (const auto& report : response.reports()) {
    table.AddRow({{report.id(), Tone::kStrong},
                  {report.force_id()},
                  {report.dataset_id()},
                  {MonthWords(report.reporting_month())},
                  {absl::StrCat(report.seq())},
                  {MadeAt(report.created_at())},
                  {report.title()}});
  }
  return table.Render(terminal);
}

}  // namespace peerage::cli
