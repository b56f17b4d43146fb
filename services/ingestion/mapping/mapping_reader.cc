#include "services/ingestion/mapping/mapping_reader.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ingestion/mapping/mapping_rules.h"
#include "services/ingestion/mapping/series_name.h"
#include "services/ingestion/mapping/yaml_keys.h"

namespace peerage::ingestion {
namespace {

constexpr int64_t kLastRow = 1'000'000;
constexpr int64_t kHeaderRows = 3;
constexpr int64_t kLongestPeriod = 120;
constexpr double kLargestDesignEffect = 100;

void ReadSheets(YamlKeys& keys, SheetChoice& sheets) {
  sheets.names = keys.Texts("sheets");
  if (sheets.names.empty()) return;
  if (sheets.names.size() == 1 && sheets.names[0] == "all") {
    sheets.names.clear();
  } else if (sheets.names.size() == 1 && sheets.names[0] == "having-header") {
    sheets = {.kind = SheetChoice::Kind::kHavingHeader};
  } else {
    sheets.kind = SheetChoice::Kind::kNamed;
  }
}

void ReadHeader(YamlKeys& file, HeaderPlace& header) {
  std::optional<YamlKeys> keys = file.Keys("header");
  if (!keys) return;
  header.row = keys->Number("row", 1, kLastRow);
  header.having = keys->Texts("having");
  header.rows = static_cast<int>(keys->Number("rows", 1, kHeaderRows).value_or(1));
  if (header.row && !header.having.empty()) {
    keys->Refuse("row", "the header is found by row or by having", "leave one of them out");
  }
  if (header.row && *header.row < header.rows) {
    keys->Refuse("row", "row is the last of the header's rows", "count from the sheet's first row");
  }
  keys->Finish();
}

void ReadSkips(YamlKeys& file, TableMapping& mapping) {
  std::optional<YamlKeys> keys = file.Keys("skip");
  if (!keys) return;
  for (YamlKeys& row : keys->ListOfKeys("rows")) {
    SkipRule& rule = mapping.skip_rows.emplace_back();
    rule.column = RequiredText(row, "column");
    rule.is = row.Texts("is");
    rule.like = row.Text("like").value_or("");
    if (rule.is.empty() == rule.like.empty()) {
      row.RefuseAll("a rule says which texts of the column skip a row: is, or like",
                    "give one of the two");
    }
    row.Finish();
  }
  mapping.ends_at_blank_row = keys->Flag("after_blank_row").value_or(false);
  keys->Finish();
}

void ReadOtherColumns(YamlKeys& file, TableMapping& mapping) {
  mapping.unused_columns = file.Texts("other_columns");
  if (mapping.unused_columns.size() != 1) return;
  const std::string& word = mapping.unused_columns[0];
  if (word == "ignore") mapping.other_columns = OtherColumns::kIgnore;
  if (word == "ignore" || word == "refuse") mapping.unused_columns.clear();
}

void ReadForce(YamlKeys& file, ForceSource& force) {
  std::optional<YamlKeys> keys = file.Keys("force");
  if (!keys) return;
  force.column = keys->Text("column").value_or("");
  force.fixed = keys->Text("fixed").value_or("");
  force.from_sheet_name = keys->Flag("sheet_name").value_or(false);
  force.code_column = keys->Text("code").value_or("");
  force.skip = keys->Texts("skip");
  force.keep_others = keys->Word("others", {"skip", "keep"}) == 1U;
  const int ways = (force.column.empty() ? 0 : 1) + (force.fixed.empty() ? 0 : 1) +
                   (force.from_sheet_name ? 1 : 0);
  if (ways > 1) {
    keys->RefuseAll("the force is named in one way: column, fixed or sheet_name",
                    "leave the others out");
  }
  if (!force.code_column.empty() && force.column.empty()) {
    keys->Refuse("code", "codes are compared with the force of their row", "name its column");
  }
  keys->Finish();
}

void ReadPeriod(YamlKeys& file, PeriodSource& period) {
  std::optional<YamlKeys> keys = file.Keys("period");
  if (!keys) return;
  period.columns = keys->Texts("column");
  period.from_sheet_name = keys->Flag("sheet_name").value_or(false);
  if (const std::optional<std::string> fixed = keys->Text("fixed")) {
    period.fixed = core::Month::Parse(*fixed);
    if (!period.fixed) {
      keys->Refuse("fixed", "a month is YYYY-MM", "write it as 2019-12");
      // One fault, not another for each thing it would have said.
      period.fixed = core::Month();
    }
  }
  for (const std::string& name : keys->Texts("form")) {
    const auto found = std::find_if(PeriodForms().begin(), PeriodForms().end(),
                                    [&](const auto& form) { return form.first == name; });
    if (found != PeriodForms().end()) {
      period.forms.push_back(found->second);
    } else {
      keys->Refuse("form", absl::StrCat("a form is one of ", FormNames()), "choose one of them");
    }
  }
  if (const auto months = keys->Number("months", 1, kLongestPeriod)) {
    period.months = static_cast<int>(*months);
  }
  if (period.fixed && (!period.columns.empty() || period.from_sheet_name)) {
    keys->Refuse("fixed", "a fixed period is read from nowhere", "leave column and sheet_name out");
  }
  if (!period.fixed && !keys->Has("form")) {
    keys->RefuseAll("a period that is read has a form",
                    absl::StrCat("add form: one of ", FormNames()));
  }
  CheckPeriodLength(*keys, period);
  keys->Finish();
}

void ReadSeries(YamlKeys& figure, SeriesSource& series) {
  if (!figure.IsKeys("series")) {
    series.pattern = RequiredText(figure, "series");
    CheckPattern(figure, "series", series.pattern);
    return;
  }
  std::optional<YamlKeys> keys = figure.Keys("series");
  series.population = keys->Flag("population").value_or(false);
  if (!series.population) {
    series.column = RequiredText(*keys, "column");
    for (auto& [text, ids] : keys->Entries("names")) {
      if (ids.size() == 1 && IsSeriesId(ids[0])) {
        series.names.emplace(text, ids[0]);
      } else {
        keys->Refuse("names", absl::StrCat("'", text, "' stands for one series id"),
                     "write text: series-id");
      }
    }
    const auto others = keys->Word("others", {"refuse", "skip", "slug"});
    series.others = static_cast<SeriesSource::Others>(others.value_or(0));
  }
  keys->Finish();
}

// What figures of every sort may say.
void ReadUnit(YamlKeys& keys, FigureSource& figure) {
  if (keys.Word("unit", {"number", "percent"}) == 1U) figure.percent = true;
  if (const auto factor = keys.Number("multiply_by", 1, 1'000'000'000)) {
    int64_t power = 1;
    while (power < *factor) {
      power *= 10;
      ++figure.shift;
    }
    if (power != *factor)
      keys.Refuse("multiply_by", "must be 10, 100, 1000 and so on", "correct it");
  }
  figure.round = keys.Word("decimals", {"refuse", "round"}) == 1U;
}

void ReadSurvey(YamlKeys& keys, FigureSource& figure) {
  figure.standard_error_column = keys.Text("standard_error").value_or("");
  figure.sample_size_column = keys.Text("sample_size").value_or("");
  if (keys.Has("design_effect")) {
    figure.design_effect = keys.Decimal("design_effect", 0.01, kLargestDesignEffect).value_or(1);
  }
  if (figure.sample_size_column.empty()) {
    if (figure.design_effect > 0) {
      keys.Refuse("design_effect", "it goes with a sample size", "add sample_size, or remove it");
    }
    return;
  }
  if (!figure.standard_error_column.empty()) {
    keys.Refuse("sample_size", "a standard error is given or made", "leave one of the two out");
  }
  if (figure.design_effect <= 0) {
    keys.Refuse("sample_size", "a sample without its design effect has no standard error",
                "add design_effect; 1 is a simple random sample");
  }
  if (!figure.percent) {
    keys.Refuse("sample_size", "of a sample size and a percentage a standard error is made",
                "say percent: COLUMN, or give standard_error");
  }
}

// A measure's numerator and denominator, as tidy rows make them.
void ReadMeasure(YamlKeys& keys, std::vector<FigureSource>& figures) {
  const std::string measure = RequiredText(keys, "measure");
  CheckPattern(keys, "measure", measure);
  FigureSource above;
  const std::string numerator = keys.Text("numerator").value_or("");
  const std::string percent = keys.Text("percent").value_or("");
  const std::string denominator = keys.Text("denominator").value_or("");
  if (numerator.empty() == percent.empty()) {
    keys.RefuseAll("a measure's figures are a numerator, or a percent that is given as such",
                   "name the column of one of the two");
  }
  above.column = numerator + percent;
  above.percent = !percent.empty();
  above.series.pattern = measure + ".numerator";
  ReadUnit(keys, above);
  ReadSurvey(keys, above);
  figures.push_back(above);
  if (denominator.empty()) return;
  FigureSource below;
  below.column = denominator;
  below.series.pattern = measure + ".denominator";
  below.shift = above.shift;
  below.round = above.round;
  below.whole_of_previous = true;
  figures.push_back(std::move(below));
}

void ReadFigure(YamlKeys& keys, std::vector<FigureSource>& figures) {
  if (keys.Has("measure")) {
    ReadMeasure(keys, figures);
  } else {
    FigureSource figure;
    figure.column = keys.Text("column").value_or("");
    const auto columns = keys.Word("columns", {"periods", "forces"});
    figure.columns =
        columns ? static_cast<FigureSource::Columns>(*columns + 1) : FigureSource::Columns::kOne;
    figure.under = keys.Text("under").value_or("");
    if (figure.column.empty() != columns.has_value()) {
      keys.RefuseAll("figures stand in a column, or in columns that are periods or forces",
                     "give one of column, columns and measure");
    }
    ReadSeries(keys, figure.series);
    ReadUnit(keys, figure);
    ReadSurvey(keys, figure);
    figures.push_back(std::move(figure));
  }
  keys.Finish();
}

void ReadStatuses(YamlKeys& file, TableMapping& mapping) {
  std::optional<YamlKeys> keys = file.Keys("statuses");
  if (!keys) return;
  const std::pair<const char*, core::ObservationStatus> kinds[] = {
      {"missing", core::ObservationStatus::kMissing},
      {"suppressed", core::ObservationStatus::kSuppressed},
      {"withdrawn", core::ObservationStatus::kWithdrawn}};
  for (const auto& [name, status] : kinds) {
    for (const std::string& text : keys->Texts(name)) {
      if (mapping.statuses.emplace(text, status).second) continue;
      keys->Refuse(name, absl::StrCat("'", text, "' means one thing"), "remove it from one list");
    }
  }
  keys->Finish();
}

}  // namespace

std::optional<TableMapping> ParseMapping(const std::string& text, Findings& findings) {
  const std::optional<YAML::Node> document = LoadMappingYaml(text, findings);
  if (!document) return std::nullopt;
  YamlKeys file(*document, "", findings);
  TableMapping mapping;
  mapping.name = RequiredText(file, "mapping");
  if (!mapping.name.empty() && !IsSlug(mapping.name)) {
    file.Refuse("mapping", "the name is a slug: lower-case letters, digits and hyphens",
                "correct the name");
  }
  mapping.title = file.Text("title").value_or("");
  ReadSheets(file, mapping.sheets);
  ReadHeader(file, mapping.header);
  ReadSkips(file, mapping);
  ReadOtherColumns(file, mapping);
  ReadForce(file, mapping.force);
  ReadPeriod(file, mapping.period);
  for (YamlKeys& keys : file.ListOfKeys("figures")) ReadFigure(keys, mapping.figures);
  ReadStatuses(file, mapping);
  mapping.thousands_separator = file.Text("thousands_separator").value_or("");
  mapping.add_same_keys = file.Word("same_key", {"refuse", "add"}) == 1U;
  mapping.absent_is_zero = file.Word("absent", {"missing", "zero"}) == 1U;
  mapping.skip_undeclared_series = file.Word("undeclared_series", {"refuse", "skip"}) == 1U;
  CheckMapping(file, mapping);
  file.Finish();
  if (!findings.empty()) return std::nullopt;
  return mapping;
}

}  // namespace peerage::ingestion
