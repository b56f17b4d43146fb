#include "services/reporting/csv_renderer.h"

#include <functional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/core/table_words.h"
#include "services/reporting/csv_cell.h"
#include "services/wire/standing.h"

namespace peerage::reporting {
namespace {

struct Line {
  const v1::Report& report;
  const v1::ReportRow& row;
  core::Standing standing;
};

// The table's columns: a name and how a cell is made.
struct Column {
  const char* name;
  std::function<std::string(const Line&)> cell;
};

template <class T>
std::string OptionalNumber(const std::optional<T>& number) {
  return number ? NumberCell(static_cast<double>(*number)) : "";
}

std::string Flag(bool value) { return value ? "yes" : "no"; }

std::string Ids(const std::vector<std::string>& ids) { return TextCell(absl::StrJoin(ids, " ")); }

std::string ChangeText(const std::optional<core::ChangeRequired>& change) {
  return change ? TextCell(change->display) : "";
}

std::string ChangeCount(const std::optional<core::ChangeRequired>& change) {
  if (!change || change->reached()) return "";
  return OptionalNumber(std::get<core::ChangeRequired::Required>(change->outcome).count);
}

std::string ChangeGap(const std::optional<core::ChangeRequired>& change) {
  if (!change || change->reached()) return "";
  return NumberCell(std::get<core::ChangeRequired::Required>(change->outcome).gap);
}

std::string PreviousPeriod(const Line& line) {
  const auto& period = line.standing.movement.previous_period;
  return period ? period->end.ToString() : "";
}

std::string OnYear(const Line& line, std::optional<double> core::ChangeOnYear::*figure) {
  return line.standing.change_on_year ? OptionalNumber((*line.standing.change_on_year).*figure)
                                      : "";
}

std::string Caveats(const Line& line) {
  return TextCell(absl::StrJoin(
      line.standing.caveats, " | ",
      [](std::string* out, const core::Caveat& caveat) { out->append(caveat.text); }));
}

// Empty in reports that were kept before the terms said so.
std::string OutsideNaming(const Line& line) {
  switch (line.report.terms().outside_naming()) {
    case types::v1::OUTSIDE_NAMING_NAMED:
      return "named";
    case types::v1::OUTSIDE_NAMING_ANONYMOUS:
      return "anonymous";
    default:
      return "";
  }
}

const std::vector<Column>& SubjectColumns() {
  static const std::vector<Column> columns = {
      {"force_id", [](const Line& l) { return TextCell(l.report.force_id()); }},
      {"force", [](const Line& l) { return TextCell(l.report.force_name()); }},
      {"dataset_id", [](const Line& l) { return TextCell(l.report.dataset_id()); }},
      {"reporting_month", [](const Line& l) { return TextCell(l.report.reporting_month()); }},
      {"priority_area", [](const Line& l) { return TextCell(l.row.priority_area()); }},
      {"measure_id", [](const Line& l) { return TextCell(l.standing.measure_id); }},
      {"measure", [](const Line& l) { return TextCell(l.row.label()); }},
      {"period_end", [](const Line& l) { return l.standing.period.end.ToString(); }},
      {"period_months", [](const Line& l) { return absl::StrCat(l.standing.period.months); }},
      {"period_note", [](const Line& l) { return TextCell(l.row.period_note()); }},
      {"value", [](const Line& l) { return OptionalNumber(l.standing.value.number); }},
      {"value_display", [](const Line& l) { return TextCell(l.standing.value.display); }},
      {"unit", [](const Line& l) { return TextCell(l.standing.value.unit); }},
      {"numerator", [](const Line& l) { return OptionalNumber(l.standing.value.numerator); }},
      {"denominator", [](const Line& l) { return OptionalNumber(l.standing.value.denominator); }},
      {"denominator_name",
       [](const Line& l) { return TextCell(l.standing.value.denominator_name); }},
  };
  return columns;
}

const std::vector<Column>& PositionColumns() {
  static const std::vector<Column> columns = {
      {"position", [](const Line& l) { return OptionalNumber(l.standing.position); }},
      {"position_display", [](const Line& l) { return TextCell(core::PositionCell(l.standing)); }},
      {"ranked_of", [](const Line& l) { return absl::StrCat(l.standing.ranked_of); }},
      {"no_position_reason",
       [](const Line& l) { return TextCell(core::NoPositionNote(l.standing)); }},
      {"tied_with", [](const Line& l) { return Ids(l.standing.tied_with); }},
      {"missing_force_ids", [](const Line& l) { return Ids(l.standing.missing_force_ids); }},
      {"previous_period_end", PreviousPeriod},
      {"previous_position",
       [](const Line& l) { return OptionalNumber(l.standing.movement.previous_position); }},
      {"national_position",
       [](const Line& l) {
         return l.standing.national ? OptionalNumber(l.standing.national->position) : "";
       }},
      {"national_ranked_of",
       [](const Line& l) {
         return l.standing.national ? absl::StrCat(l.standing.national->ranked_of) : "";
       }},
      {"change_on_year_count", [](const Line& l) { return OnYear(l, &core::ChangeOnYear::count); }},
      {"change_on_year_percent",
       [](const Line& l) { return OnYear(l, &core::ChangeOnYear::percent); }},
      {"change_on_year_points",
       [](const Line& l) { return OnYear(l, &core::ChangeOnYear::points); }},
      {"change_on_year_display",
       [](const Line& l) { return TextCell(core::ChangeOnYearCell(l.standing)); }},
      {"group_average", [](const Line& l) { return OptionalNumber(l.standing.group_average); }},
      {"group_average_display",
       [](const Line& l) { return TextCell(l.standing.group_average_display); }},
      {"top_quartile_position",
       [](const Line& l) { return OptionalNumber(l.standing.top_quartile_position); }},
      {"top_quartile_value",
       [](const Line& l) { return OptionalNumber(l.standing.top_quartile_value); }},
      {"top_quartile_value_display",
       [](const Line& l) { return TextCell(l.standing.top_quartile_value_display); }},
  };
  return columns;
}

const std::vector<Column>& ChangeColumns() {
  static const std::vector<Column> columns = {
      {"change_to_average_gap",
       [](const Line& l) { return ChangeGap(l.standing.change_to_average); }},
      {"change_to_average_count",
       [](const Line& l) { return ChangeCount(l.standing.change_to_average); }},
      {"change_to_average_display",
       [](const Line& l) { return ChangeText(l.standing.change_to_average); }},
      {"change_to_top_quartile_gap",
       [](const Line& l) { return ChangeGap(l.standing.change_to_top_quartile); }},
      {"change_to_top_quartile_count",
       [](const Line& l) { return ChangeCount(l.standing.change_to_top_quartile); }},
      {"change_to_top_quartile_display",
       [](const Line& l) { return ChangeText(l.standing.change_to_top_quartile); }},
      {"previous_change_to_average_display",
       [](const Line& l) { return ChangeText(l.standing.movement.previous_change_to_average); }},
      {"previous_change_to_top_quartile_display",
       [](const Line& l) {
         return ChangeText(l.standing.movement.previous_change_to_top_quartile);
       }},
      {"aspiration", [](const Line& l) { return TextCell(core::AspirationCell(l.standing)); }},
      {"verdict", [](const Line& l) { return TextCell(core::VerdictCell(l.standing)); }},
      {"sentence", [](const Line& l) { return TextCell(l.row.sentence()); }},
      {"caveats", Caveats},
  };
  return columns;
}

const std::vector<Column>& OriginColumns() {
  static const std::vector<Column> columns = {
      {"group_id", [](const Line& l) { return TextCell(l.standing.group.id); }},
      {"group", [](const Line& l) { return TextCell(l.standing.group.name); }},
      {"group_source", [](const Line& l) { return TextCell(l.standing.group.source); }},
      {"group_verified", [](const Line& l) { return Flag(l.standing.group.verified); }},
      {"population", [](const Line& l) { return TextCell(l.standing.method.population_vintage); }},
      {"seq", [](const Line& l) { return absl::StrCat(l.report.seq()); }},
      {"report_id", [](const Line& l) { return TextCell(l.report.id()); }},
      {"report_digest", [](const Line& l) { return TextCell(l.report.digest()); }},
      {"marking", [](const Line& l) { return TextCell(l.report.terms().marking()); }},
      {"notice", [](const Line& l) { return TextCell(l.report.terms().notice()); }},
      {"attribution", [](const Line& l) { return TextCell(l.report.terms().attribution()); }},
      {"source", [](const Line& l) { return TextCell(l.report.terms().source()); }},
      {"licence", [](const Line& l) { return TextCell(l.report.terms().licence()); }},
      {"audience", [](const Line& l) { return TextCell(l.report.terms().audience()); }},
      {"outside_naming", OutsideNaming},
      {"publishable_from",
       [](const Line& l) { return TextCell(l.report.terms().publishable_from()); }},
  };
  return columns;
}

std::vector<Column> AllColumns() {
  std::vector<Column> columns;
  for (const auto* part :
       {&SubjectColumns(), &PositionColumns(), &ChangeColumns(), &OriginColumns()}) {
    columns.insert(columns.end(), part->begin(), part->end());
  }
  return columns;
}

}  // namespace

absl::StatusOr<std::string> RenderCsv(const v1::Report& report) {
  const std::vector<Column> columns = AllColumns();
  std::string csv = absl::StrCat(
      absl::StrJoin(columns, ",",
                    [](std::string* out, const Column& column) { out->append(column.name); }),
      "\r\n");
  for (const v1::ReportRow& row : report.rows()) {
    absl::StatusOr<core::Standing> standing = wire::FromProto(row.standing());
    if (!standing.ok()) return absl::InternalError(standing.status().message());
    const Line line{report, row, *std::move(standing)};
    absl::StrAppend(&csv,
                    absl::StrJoin(columns, ",",
                                  [&](std::string* out, const Column& column) {
                                    out->append(column.cell(line));
                                  }),
                    "\r\n");
  }
  return csv;
}

}  // namespace peerage::reporting
