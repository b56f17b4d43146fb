#include "services/reporting/report_builder.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/core/group_words.h"
#include "services/core/sentences.h"
#include "services/core/summary.h"
#include "services/reporting/report_notes.h"
#include "services/runtime/error.h"
#include "services/wire/standing.h"

namespace peerage::reporting {
namespace {

absl::Status Contradiction(const std::string& what) {
  return runtime::Error(absl::StatusCode::kInternal, runtime::Reason::kInternal,
                        absl::StrCat("ranking's answer contradicts itself: ", what));
}

const types::v1::Measure* FindMeasure(const std::vector<types::v1::Measure>& measures,
                                      const core::Standing& standing) {
  const types::v1::Measure* found = nullptr;
  for (const types::v1::Measure& measure : measures) {
    if (measure.id() != standing.measure_id) continue;
    // The definition in force at the period's end; else any of the measure.
    if (measure.definition_version() == standing.method.definition_version) return &measure;
    found = &measure;
  }
  return found;
}

core::MeasureWords WordsOf(const types::v1::Measure& measure) {
  const types::v1::MeasureWords& words = measure.words();
  return {words.subject(), words.event_singular(), words.event_plural(), words.up(), words.down()};
}

// The counts that a value is made of, where it counts things.
std::string CountsOf(const core::Value& value, const types::v1::Measure& measure) {
  if (!value.numerator || !value.denominator) return "";
  const types::v1::MeasureWords& words = measure.words();
  const std::string& noun = *value.numerator == 1 ? words.event_singular() : words.event_plural();
  const std::string whole = absl::StrCat(value.denominator_display, " ", value.denominator_name);
  switch (measure.kind()) {
    case types::v1::MEASURE_KIND_RATE_PER_POP:
    case types::v1::MEASURE_KIND_RATE_PER_EXPOSURE:
      return absl::StrCat(value.numerator_display, " ", noun);
    case types::v1::MEASURE_KIND_PROPORTION:
      return absl::StrCat(value.numerator_display, " of ", whole);
    case types::v1::MEASURE_KIND_RATIO_OF_COUNTS:
      // Not "of": outcomes may belong to offences of an earlier period.
      return absl::StrCat(value.numerator_display, " ", noun, " to ", whole);
    default:
      return "";
  }
}

// Each line's standing, in the order of the lines.
absl::StatusOr<std::vector<PaperRow>> RowsOf(const v1::CreateReportRequest& request,
                                             const ReportSources& sources) {
  std::vector<PaperRow> rows;
  for (const v1::ReportLine& line : request.lines()) {
    for (const types::v1::Standing& message : sources.standings.standings()) {
      if (message.measure_id() != line.measure_id()) continue;
      absl::StatusOr<core::Standing> standing = wire::FromProto(message);
      if (!standing.ok())
        return Contradiction(static_cast<std::string>(standing.status().message()));
      const types::v1::Measure* measure = FindMeasure(sources.measures, *standing);
      if (measure == nullptr) {
        return Contradiction(absl::StrCat("no measure ", line.measure_id()));
      }
      rows.push_back({.priority_area = line.priority_area(),
                      .label = line.label().empty() ? standing->measure_name : line.label(),
                      .standing = *std::move(standing),
                      .measure = measure});
    }
  }
  return rows;
}

std::vector<std::string> UnavailableLabels(const v1::CreateReportRequest& request,
                                           const ReportSources& sources) {
  std::vector<std::string> labels;
  for (const std::string& id : sources.standings.unavailable_measure_ids()) {
    std::string label = id;
    for (const types::v1::Measure& measure : sources.measures) {
      if (measure.id() == id) label = measure.name();
    }
    for (const v1::ReportLine& line : request.lines()) {
      if (line.measure_id() == id && !line.label().empty()) label = line.label();
    }
    labels.push_back(std::move(label));
  }
  return labels;
}

void AddRows(const Paper& paper, v1::Report& report) {
  for (const PaperRow& row : paper.rows) {
    v1::ReportRow& out = *report.add_rows();
    out.set_priority_area(row.priority_area);
    out.set_label(row.label);
    *out.mutable_standing() = wire::ToProto(row.standing);
    out.set_sentence(core::StandingSentences(row.standing, WordsOf(*row.measure)));
    out.set_counts(CountsOf(row.standing.value, *row.measure));
    out.set_period_note(core::PeriodNote(row.standing.period, paper.reporting_month));
    if (const auto& previous = row.standing.movement.previous_period) {
      out.set_previous_period_note(core::PeriodNote(*previous, paper.previous_reporting_month));
    }
  }
}

void AddSummary(const Paper& paper, v1::Report& report) {
  std::vector<core::SummaryRow> rows;
  for (const PaperRow& row : paper.rows) rows.push_back({row.label, &row.standing});
  for (core::SummaryList& list :
       core::SummaryOf(rows, paper.reporting_month, paper.previous_reporting_month)) {
    v1::SummaryList& out = *report.add_summary();
    out.set_heading(std::move(list.heading));
    for (std::string& item : list.items) out.add_items(std::move(item));
  }
}

void AddWords(const Paper& paper, v1::Report& report) {
  report.set_group_note(GroupNote(paper));
  for (std::string& note : NotesOf(paper)) report.add_notes(std::move(note));
  for (std::string& caveat : CaveatsOf(paper)) report.add_caveats(std::move(caveat));
}

void AddTitleBlock(const v1::CreateReportRequest& request, const ReportSources& sources,
                   const Paper& paper, v1::Report& report) {
  const core::Standing& first = paper.rows.front().standing;
  report.set_title(!request.title().empty()
                       ? request.title()
                       : absl::StrCat(core::PositionOfForceWords(first.force_name, first.group),
                                      ": ", paper.reporting_month.ToWords(), " data"));
  report.set_report_to(request.report_to());
  report.set_force_id(request.force_id());
  report.set_force_name(first.force_name);
  report.set_dataset_id(request.dataset_id());
  report.set_dataset_name(sources.dataset.name());
  report.set_reporting_month(paper.reporting_month.ToString());
  report.set_reporting_month_display(paper.reporting_month.ToWords());
  report.set_previous_reporting_month(paper.previous_reporting_month.ToString());
  report.set_previous_reporting_month_display(paper.previous_reporting_month.ToWords());
  *report.mutable_group() = wire::ToProto(first.group);
  *report.mutable_terms() = sources.dataset.terms();
  report.set_seq(sources.standings.seq());
}

}  // namespace

absl::StatusOr<v1::Report> BuildReport(const v1::CreateReportRequest& request,
                                       const ReportSources& sources) {
  const auto month = core::Month::Parse(sources.standings.reporting_month());
  const auto previous = core::Month::Parse(sources.standings.previous_reporting_month());
  if (!month || !previous) return Contradiction("no reporting month");
  absl::StatusOr<std::vector<PaperRow>> rows = RowsOf(request, sources);
  if (!rows.ok()) return rows.status();
  if (rows->empty()) {
    return runtime::Error(
        absl::StatusCode::kFailedPrecondition, runtime::Reason::kNotLoaded,
        absl::StrCat("no line of the report has a comparable period at ", month->ToString(),
                     ": import figures, or choose another "
                     "month"));
  }
  const Paper paper{.reporting_month = *month,
                    .previous_reporting_month = *previous,
                    .rows = *std::move(rows),
                    .force_names = sources.force_names};
  v1::Report report;
  AddTitleBlock(request, sources, paper, report);
  AddSummary(paper, report);
  AddRows(paper, report);
  for (std::string& label : UnavailableLabels(request, sources)) {
    report.add_unavailable(std::move(label));
  }
  AddWords(paper, report);
  return report;
}

}  // namespace peerage::reporting
