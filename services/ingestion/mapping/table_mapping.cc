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

bool IsHeaderOf(const TableMapping& mapping, const std::vector<std::string>& texts) {
  const std::vector<std::string> named = NamedColumns(mapping);
  const bool all = std::all_of(named.begin(), named.end(), [&](const std::string& column) {
    return std::count(texts.begin(), texts.end(), column) == 1;
  });
  const auto allowed = [&](const std::string& text) {
    return std::find(named.begin(), named.end(), text) != named.end() ||
           std::find(mapping.unused_columns.begin(), mapping.unused_columns.end(), text) !=
               mapping.unused_columns.end();
  };
  return all && std::all_of(texts.begin(), texts.end(), allowed);
}

}  // namespace peerage::ingestion
