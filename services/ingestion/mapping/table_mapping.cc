#include "services/ingestion/mapping/table_mapping.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/ingestion/mapping/series_name.h"

namespace peerage::ingestion {

std::string FormatOf(const TableMapping& mapping) {
  return mapping.built_in ? mapping.name : absl::StrCat("mapping/", mapping.name);
}

std::string WordsOf(const TableMapping& mapping) {
  return absl::StrCat(mapping.built_in ? "format '" : "mapping '", mapping.name, "'");
}

bool HoldsPopulations(const TableMapping& mapping) {
  return std::any_of(mapping.figures.begin(), mapping.figures.end(),
                     [](const FigureSource& figure) { return figure.series.population; });
}

std::vector<std::string> NamedColumns(const TableMapping& mapping) {
  std::vector<std::string> columns;
  const auto name = [&](const std::string& column) {
    if (column.empty()) return;
    if (std::find(columns.begin(), columns.end(), column) != columns.end()) return;
    columns.push_back(column);
  };
  for (const std::string& column : mapping.period.columns) name(column);
  name(mapping.force.column);
  name(mapping.force.code_column);
  for (const FigureSource& figure : mapping.figures) {
    for (const PatternPart& part : PartsOf(figure.series.pattern)) {
      if (part.column) name(part.text);
    }
    name(figure.series.column);
    name(figure.column);
    name(figure.standard_error_column);
    name(figure.sample_size_column);
  }
  for (const SkipRule& rule : mapping.skip_rows) name(rule.column);
  return columns;
}

}  // namespace peerage::ingestion
