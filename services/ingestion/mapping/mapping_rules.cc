#include "services/ingestion/mapping/mapping_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/ingestion/mapping/series_name.h"

namespace peerage::ingestion {
namespace {

constexpr size_t kMostFigures = 64;

// Whether the form says how long its period is.
bool SaysMonths(PeriodForm form) {
  const std::optional<PeriodText> read = ParsePeriod(form, ExampleOf(form));
  return read && read->months;
}

bool HasColumns(const TableMapping& mapping, FigureSource::Columns columns) {
  return std::any_of(mapping.figures.begin(), mapping.figures.end(),
                     [&](const FigureSource& figure) { return figure.columns == columns; });
}

bool AllHaveColumns(const TableMapping& mapping, FigureSource::Columns columns) {
  return std::all_of(mapping.figures.begin(), mapping.figures.end(),
                     [&](const FigureSource& figure) { return figure.columns == columns; });
}

// A fact of each figure stands in its row, or in its column's name, not both.
void CheckPlace(YamlKeys& file, const TableMapping& mapping, FigureSource::Columns columns,
                const char* key, bool given) {
  if (given && HasColumns(mapping, columns)) {
    file.Refuse(key, absl::StrCat("the columns' names say the ", key, " of their figures"),
                "leave column, fixed and sheet_name out, or name one column of figures");
  }
  if (!given && !AllHaveColumns(mapping, columns)) {
    file.Refuse(key, absl::StrCat("each figure has a ", key),
                absl::StrCat("say where the ", key,
                             " stands: column, fixed "
                             "or sheet_name"));
  }
}

}  // namespace

std::string RequiredText(YamlKeys& keys, std::string_view key) {
  std::optional<std::string> text = keys.Text(key);
  if (!text && !keys.Has(key)) keys.Refuse(key, "this key is needed", "add it");
  return text.value_or("");
}

std::string FormNames() {
  return absl::StrJoin(PeriodForms(), ", ",
                       [](std::string* out, const auto& form) { out->append(form.first); });
}

void CheckPattern(YamlKeys& keys, std::string_view key, const std::string& pattern) {
  if (pattern.empty() || IsPattern(pattern)) return;
  keys.Refuse(key,
              "a pattern is lower-case letters, digits, hyphens and points, and {column} where a "
              "column's text stands",
              "correct the pattern");
}

void CheckPeriodLength(YamlKeys& keys, const PeriodSource& period) {
  if (period.months) return;
  const bool said =
      !period.fixed && std::all_of(period.forms.begin(), period.forms.end(), SaysMonths);
  if (said) return;
  keys.RefuseAll("the length of the periods is not said",
                 "add months: 3 for quarters, 12 for rolling years");
}

void CheckMapping(YamlKeys& file, const TableMapping& mapping) {
  if (mapping.figures.empty() || mapping.figures.size() > kMostFigures) {
    file.Refuse("figures", absl::StrCat("a mapping has 1 to ", kMostFigures, " figures"),
                "say in which columns the figures stand");
    return;
  }
  const ForceSource& force = mapping.force;
  CheckPlace(file, mapping, FigureSource::Columns::kForces, "force",
             !force.column.empty() || !force.fixed.empty() || force.from_sheet_name);
  const PeriodSource& period = mapping.period;
  CheckPlace(file, mapping, FigureSource::Columns::kPeriods, "period",
             !period.columns.empty() || period.fixed || period.from_sheet_name);
  if (HasColumns(mapping, FigureSource::Columns::kPeriods) && period.forms.empty()) {
    file.Refuse("period", "columns that are periods have a form", "add period: {form: ...}");
  }
  const std::string& separator = mapping.thousands_separator;
  if (!separator.empty() && separator != "," && separator != " " && separator != "'") {
    file.Refuse("thousands_separator", "thousands are separated by a comma, a space or '",
                "write \",\", \" \" or \"'\"");
  }
  for (const FigureSource& figure : mapping.figures) {
    if (figure.under.empty() || mapping.header.rows > 1) continue;
    file.Refuse("figures", "columns stand under a name of a header of two rows",
                "add header: {rows: 2}, or leave under out");
    break;
  }
}

}  // namespace peerage::ingestion
