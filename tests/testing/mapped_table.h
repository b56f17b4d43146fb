// A table read by a mapping, as tests look at it.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/core/reference.h"
#include "services/ingestion/csv_source.h"
#include "services/ingestion/mapping/mapping_reader.h"
#include "services/ingestion/mapping/table_mapper.h"

namespace peerage::testing {

// "robbery essex 2019-12/3 12", "... missing", "... 33 se 190000".
inline std::string FigureWords(const ingestion::FileFigures& figures,
                               const ingestion::FileScope& scope,
                               const ingestion::ScopeFigure& figure) {
  constexpr const char* kStatuses[] = {"", "provisional", "missing", "suppressed", "withdrawn"};
  std::string words =
      absl::StrCat(figures.SeriesId(scope), " ", figures.reference().areas[figure.area()].id, " ",
                   scope.period_end.ToString(), "/", figures.PeriodMonths(scope), " ",
                   core::HasValue(figure.status()) ? absl::StrCat(figure.value())
                                                   : kStatuses[static_cast<int>(figure.status())]);
  if (const auto error = figures.StandardErrorOf(scope, figure)) {
    absl::StrAppend(&words, " se ", *error);
  }
  return words;
}

// "Sheet!3 Force 'Esex': the rule".
inline std::string FindingWords(const ingestion::Finding& finding) {
  return absl::StrCat(finding.sheet, finding.sheet.empty() ? "" : "!", finding.line, " ",
                      finding.column, finding.column.empty() ? "" : " ", "'", finding.value,
                      "': ", finding.rule);
}

struct MappedTable {
  std::vector<std::string> figures;
  std::vector<std::string> violations;
  std::vector<std::string> warnings;
  int64_t rows = 0;
};

inline std::vector<std::string> WordsOfAll(const ingestion::Findings& findings) {
  std::vector<std::string> words;
  for (const ingestion::Finding& finding : findings.InFileOrder()) {
    words.push_back(FindingWords(finding));
  }
  return words;
}

// November 2026.
inline ingestion::ReadOptions MappingOptions() {
  return {.last_month = core::Month(2027, 12), .present_month = core::Month(2026, 11)};
}

inline MappedTable Map(ingestion::TableSource& source, const ingestion::TableMapping& mapping,
                       const core::DatasetReference& reference, ingestion::Findings& violations) {
  MappedTable table;
  ingestion::Findings warnings;
  ingestion::FileFigures figures(reference);
  table.rows =
      ingestion::MapTable(source, mapping, MappingOptions(), figures, violations, warnings);
  figures.SortAndCheck(violations);
  for (const ingestion::FileScope& scope : figures.scopes()) {
    for (const ingestion::ScopeFigure& figure : scope.figures) {
      table.figures.push_back(FigureWords(figures, scope, figure));
    }
  }
  table.violations = WordsOfAll(violations);
  table.warnings = WordsOfAll(warnings);
  return table;
}

// The mapping as text; its own faults come as violations.
inline MappedTable Map(ingestion::TableSource& source, const std::string& mapping_text,
                       const core::DatasetReference& reference) {
  ingestion::Findings violations;
  const auto mapping = ingestion::ParseMapping(mapping_text, violations);
  if (!mapping) return {.violations = WordsOfAll(violations)};
  return Map(source, *mapping, reference, violations);
}

inline MappedTable MapCsv(const std::string& csv, const std::string& mapping_text,
                          const core::DatasetReference& reference) {
  ingestion::Findings violations;
  ingestion::Findings warnings;
  const auto mapping = ingestion::ParseMapping(mapping_text, violations);
  if (!mapping) return {.violations = WordsOfAll(violations)};
  ingestion::CsvSource source(csv, ingestion::TableLimits(), violations, warnings);
  return Map(source, *mapping, reference, violations);
}

}  // namespace peerage::testing
