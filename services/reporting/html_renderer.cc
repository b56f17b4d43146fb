#include "services/reporting/html_renderer.h"

#include <ctemplate/template.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "services/core/group.h"
#include "services/core/table_words.h"
#include "services/core/terms_words.h"
#include "services/reporting/report_template.h"
#include "services/reporting/sparkline.h"
#include "services/wire/standing.h"

namespace peerage::reporting {
namespace {

using ctemplate::TemplateDictionary;

constexpr char kTemplateName[] = "report.html";

// Of the main table.
constexpr int kAllColumns = 9;

// Loaded once; frozen, and so read by any number of threads.
ctemplate::TemplateCache& Templates() {
  static const std::unique_ptr<ctemplate::TemplateCache> cache = [] {
    auto made = std::make_unique<ctemplate::TemplateCache>();
    made->StringToTemplateCache(kTemplateName, kReportTemplate, sizeof(kReportTemplate) - 1,
                                ctemplate::STRIP_BLANK_LINES);
    made->Freeze();
    return made;
  }();
  return *cache;
}

std::string Coordinate(double value) { return absl::StrFormat("%.1f", value); }

// Sets `name` and shows the section around it, or neither.
void SetIfAny(TemplateDictionary& dictionary, const char* section, const char* name,
              const std::string& text) {
  if (!text.empty()) dictionary.SetValueAndShowSection(name, text, section);
}

// `id` is the page's own for this drawing.
void AddSparkline(const v1::ReportRow& report_row, const core::Standing& standing,
                  const std::string& id, TemplateDictionary& row) {
  const SparklineSize size;
  const std::optional<Sparkline> line = MakeSparkline(standing, size);
  if (!line) {
    row.ShowSection("NO_SPARKLINE");
    return;
  }
  TemplateDictionary& drawing = *row.AddSectionDictionary("SPARKLINE");
  drawing.SetValue("ID", id);
  drawing.SetValue("TITLE", absl::StrCat(report_row.label(), ": ", line->title));
  drawing.SetValue("DESCRIPTION", line->description);
  drawing.SetValue("WIDTH", Coordinate(size.width));
  drawing.SetValue("HEIGHT", Coordinate(size.height));
  drawing.SetValue("LEFT", Coordinate(size.left));
  drawing.SetValue("RIGHT", Coordinate(size.width - size.margin / 2));
  drawing.SetValue("TOP", Coordinate(line->top_y));
  drawing.SetValue("BOTTOM", Coordinate(line->bottom_y));
  drawing.SetIntValue("LOWEST", line->lowest);
  if (line->aspiration_y) {
    drawing.SetValueAndShowSection("Y", Coordinate(*line->aspiration_y), "ASPIRED");
  }
  for (const std::string& run : line->runs) {
    drawing.AddSectionDictionary("RUN")->SetValue("PATH", run);
  }
  for (const Sparkline::Mark& point : line->points) {
    TemplateDictionary& mark = *drawing.AddSectionDictionary("POINT");
    mark.SetValue("X", Coordinate(point.x));
    mark.SetValue("Y", Coordinate(point.y));
  }
  if (line->last) {
    TemplateDictionary& mark = *drawing.AddSectionDictionary("LAST");
    mark.SetValue("X", Coordinate(line->last->x));
    mark.SetValue("Y", Coordinate(line->last->y));
  }
}

// The verdict's class: never the only carrier of the meaning, its words stand
// beside it. What is neither better nor worse has no colour of either.
const char* VerdictClass(const core::Standing& standing) {
  if (!standing.aspiration) return "none";
  const bool contextual = standing.direction == core::Direction::kContextual;
  switch (standing.aspiration->verdict) {
    case core::Verdict::kMet:
    case core::Verdict::kExceeded:
      return contextual ? "neutral" : "met";
    case core::Verdict::kBelow:
      return contextual ? "neutral" : "below";
    case core::Verdict::kNotApplicable:
    case core::Verdict::kUnknown:
      break;
  }
  return "none";
}

void SetChange(TemplateDictionary& dictionary, const char* name,
               const std::optional<core::ChangeRequired>& change) {
  dictionary.SetValue(name, change ? change->display : "not available");
}

// What England and Wales as a whole comes to: in the national column, or beside
// the average where the group is England and Wales itself.
void AddNational(const core::Standing& standing, bool has_column, TemplateDictionary& out) {
  if (!has_column) {
    if (standing.national) {
      SetIfAny(out, "HAS_WHOLE", "WHOLE", standing.national->value.display);
    }
    return;
  }
  TemplateDictionary& national = *out.AddSectionDictionary("NATIONAL");
  national.SetValue("NATIONAL_POSITION", core::NationalCell(standing));
  if (standing.national) {
    SetIfAny(national, "HAS_NATIONAL_VALUE", "NATIONAL_VALUE", standing.national->value.display);
  }
}

void FillMainRow(const v1::ReportRow& row, const core::Standing& standing, bool has_national,
                 TemplateDictionary& out) {
  out.SetValue("LABEL", row.label());
  SetIfAny(out, "HAS_PERIOD_NOTE", "PERIOD_NOTE", row.period_note());
  out.SetValue("VALUE", standing.value.display);
  SetIfAny(out, "HAS_VALUE_NOTE", "VALUE_NOTE",
           standing.value.missing ? standing.value.missing_text : row.counts());
  out.SetValue("POSITION", core::PositionCell(standing));
  SetIfAny(out, "HAS_NO_POSITION_NOTE", "NO_POSITION_NOTE", core::NoPositionNote(standing));
  AddNational(standing, has_national, out);
  out.SetValue("ON_YEAR", core::ChangeOnYearCell(standing));
  SetIfAny(out, "HAS_ON_YEAR_NOTE", "ON_YEAR_NOTE", core::ChangeOnYearNote(standing));
  SetChange(out, "TO_AVERAGE", standing.change_to_average);
  SetIfAny(out, "HAS_AVERAGE", "AVERAGE", standing.group_average_display);
  SetChange(out, "TO_TOP_QUARTILE", standing.change_to_top_quartile);
  SetIfAny(out, "HAS_TOP_QUARTILE", "TOP_QUARTILE", standing.top_quartile_value_display);
  out.SetValue("ASPIRATION", core::AspirationCell(standing));
  out.SetValue("VERDICT", core::VerdictCell(standing));
  out.SetValue("VERDICT_CLASS", VerdictClass(standing));
}

void FillUpdateRow(const v1::ReportRow& row, const core::Standing& standing,
                   TemplateDictionary& out) {
  out.SetValue("LABEL", row.label());
  out.SetValue("ASPIRATION", core::AspirationCell(standing));
  out.SetValue("PREVIOUS", core::PreviousPositionCell(standing.movement));
  SetIfAny(out, "HAS_PREVIOUS_NOTE", "PREVIOUS_NOTE", row.previous_period_note());
  out.SetValue("PRESENT", core::PositionCell(standing));
  SetIfAny(out, "HAS_PERIOD_NOTE", "PERIOD_NOTE", row.period_note());
  out.SetValue("SENTENCE", row.sentence());
}

// Data sets of invented forces have no England and Wales, and no column for it;
// a comparison within England and Wales has it in another column already.
bool HasNational(const v1::Report& report) {
  return std::any_of(report.rows().begin(), report.rows().end(), [](const v1::ReportRow& row) {
    return row.standing().has_national() && row.standing().group().id() != core::kEnglandAndWales;
  });
}

bool HasNeutralVerdict(const v1::Report& report) {
  return std::any_of(report.rows().begin(), report.rows().end(), [](const v1::ReportRow& row) {
    return row.standing().direction() == types::v1::DIRECTION_CONTEXTUAL &&
           row.standing().has_aspiration();
  });
}

bool HasAspirations(const v1::Report& report) {
  return std::any_of(report.rows().begin(), report.rows().end(),
                     [](const v1::ReportRow& row) { return row.standing().has_aspiration(); });
}

// Neighbouring rows of one priority area share its heading.
absl::Status AddRows(const v1::Report& report, TemplateDictionary& page) {
  const bool has_national = HasNational(report);
  if (has_national) page.ShowSection("HAS_NATIONAL");
  if (HasAspirations(report)) page.ShowSection("HAS_ASPIRATIONS");
  if (HasNeutralVerdict(report)) page.ShowSection("HAS_NEUTRAL_VERDICT");
  page.SetIntValue("COLUMNS", has_national ? kAllColumns : kAllColumns - 1);
  TemplateDictionary* main_area = nullptr;
  TemplateDictionary* update_area = nullptr;
  const std::string* area = nullptr;
  int drawings = 0;
  for (const v1::ReportRow& row : report.rows()) {
    const absl::StatusOr<core::Standing> standing = wire::FromProto(row.standing());
    if (!standing.ok()) return absl::InternalError(standing.status().message());
    if (area == nullptr || *area != row.priority_area()) {
      area = &row.priority_area();
      main_area = page.AddSectionDictionary("AREA");
      update_area = page.AddSectionDictionary("UPDATE_AREA");
      SetIfAny(*main_area, "HAS_AREA_NAME", "AREA_NAME", *area);
      SetIfAny(*update_area, "HAS_AREA_NAME", "AREA_NAME", *area);
    }
    TemplateDictionary& main_row = *main_area->AddSectionDictionary("ROW");
    FillMainRow(row, *standing, has_national, main_row);
    AddSparkline(row, *standing, absl::StrCat("sparkline-", ++drawings), main_row);
    FillUpdateRow(row, *standing, *update_area->AddSectionDictionary("ROW"));
  }
  return absl::OkStatus();
}

void AddSummary(const v1::Report& report, TemplateDictionary& page) {
  for (const v1::SummaryList& list : report.summary()) {
    TemplateDictionary& out = *page.AddSectionDictionary("SUMMARY");
    out.SetValue("HEADING", list.heading());
    for (const std::string& item : list.items()) {
      out.AddSectionDictionary("ITEM")->SetValue("TEXT", item);
    }
  }
}

template <class Texts>
void AddTexts(const Texts& texts, const char* section, TemplateDictionary& page) {
  for (const std::string& text : texts) page.AddSectionDictionary(section)->SetValue("TEXT", text);
}

std::string CreatedWords(const v1::Report& report) {
  return absl::FormatTime("%e %B %Y at %H:%M UTC",
                          absl::FromUnixSeconds(report.created_at().seconds()),
                          absl::UTCTimeZone());
}

void FillFrame(const v1::Report& report, TemplateDictionary& page) {
  const bool similar = report.group().kind() == types::v1::GROUP_KIND_SIMILAR;
  page.SetValue("REPORT_TITLE", report.title());
  page.SetValue("FORCE", report.force_name());
  page.SetValue("DATASET", report.dataset_name());
  page.SetValue("MONTH", report.reporting_month_display());
  page.SetValue("PREVIOUS_MONTH", report.previous_reporting_month_display());
  page.SetValue("GROUP", similar ? "MSG" : report.group().name());
  page.SetValue("GROUP_NAME", report.group().name());
  page.SetValue("GROUP_NOTE", report.group_note());
  page.SetValue("SOURCE", report.terms().source());
  page.SetValue("LICENCE", report.terms().licence());
  page.SetValue("ATTRIBUTION", report.terms().attribution());
  page.SetValue("SEQ", absl::StrCat(report.seq()));
  page.SetValue("REPORT_ID", report.id());
  page.SetValue("DIGEST", report.digest());
  page.SetValue("CREATED", CreatedWords(report));
  page.SetValue("MARKING", report.terms().marking());
  SetIfAny(page, "HAS_REPORT_TO", "REPORT_TO", report.report_to());
  SetIfAny(page, "HAS_NOTICE", "NOTICE", report.terms().notice());
  SetIfAny(page, "HAS_USE", "USE",
           core::UseWords(report.terms().audience(),
                          report.terms().outside_naming() != types::v1::OUTSIDE_NAMING_ANONYMOUS,
                          core::Day::Parse(report.terms().publishable_from())));
  if (report.group().kind() == types::v1::GROUP_KIND_BUILT_IN) {
    page.ShowSection("GROUP_BUILT_IN");
  } else {
    page.ShowSection(report.group().verified() ? "GROUP_VERIFIED" : "GROUP_NOT_VERIFIED");
  }
}

}  // namespace

absl::StatusOr<std::string> RenderHtml(const v1::Report& report) {
  TemplateDictionary page(kTemplateName);
  FillFrame(report, page);
  AddSummary(report, page);
  if (absl::Status status = AddRows(report, page); !status.ok()) return status;
  AddTexts(report.notes(), "NOTE", page);
  AddTexts(report.caveats(), "CAVEAT", page);
  if (report.unavailable_size() > 0) {
    AddTexts(report.unavailable(), "UNAVAILABLE", *page.AddSectionDictionary("HAS_UNAVAILABLE"));
  }
  std::string html;
  if (!Templates().ExpandWithData(kTemplateName, ctemplate::STRIP_BLANK_LINES, &page, nullptr,
                                  &html)) {
    return absl::InternalError("the page's template is broken");
  }
  return html;
}

}  // namespace peerage::reporting
