#include "services/ingestion/headed_reader.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

namespace peerage::ingestion {
namespace {

// Checks the header line against the format: each required column once, no
// column that the format does not name. False after a violation.
bool CheckColumns(const HeadedRows& rows, const HeadedReader& reader, Findings& violations) {
  const std::vector<FormatColumn> columns = reader.columns();
  bool sound = true;
  const auto refuse = [&](const std::string& column, std::string rule, std::string todo) {
    violations.Add({rows.header_line(), column, column, std::move(rule), std::move(todo)});
    sound = false;
  };
  std::set<std::string> seen;
  for (const std::string& column : rows.columns()) {
    const bool known = std::any_of(columns.begin(), columns.end(),
                                   [&](const FormatColumn& c) { return c.name == column; });
    if (!known) {
      refuse(column, absl::StrCat("format '", reader.name(), "' has no such column"),
             "remove the column, or choose the format that the file is in");
    } else if (!seen.insert(column).second) {
      refuse(column, "a column stands once", "remove one of the two");
    }
  }
  for (const FormatColumn& column : columns) {
    if (!column.required || seen.contains(column.name)) continue;
    refuse(column.name, absl::StrCat("format '", reader.name(), "' needs this column"),
           "add the column, or choose the format that the file is in");
  }
  return sound;
}

}  // namespace

bool HeadedReader::IsHeader(const std::vector<std::string>& texts) const {
  const std::vector<FormatColumn> named = columns();
  const auto stands = [&](const FormatColumn& column) {
    return std::count(texts.begin(), texts.end(), column.name);
  };
  int64_t known = 0;
  for (const FormatColumn& column : named) {
    if (stands(column) > 1 || (column.required && stands(column) == 0)) return false;
    known += stands(column);
  }
  return known == static_cast<int64_t>(texts.size());
}

int64_t HeadedReader::Read(TableSource& source, const ReadOptions& options, FileFigures& figures,
                           Findings& violations, Findings& warnings) const {
  int64_t read = 0;
  while (const Sheet* sheet = source.NextSheet()) {
    violations.BeginSheet(sheet->ordinal, sheet->name);
    warnings.BeginSheet(sheet->ordinal, sheet->name);
    figures.BeginSheet(sheet->ordinal, sheet->name);
    if (sheet->hidden) {
      warnings.Add({.value = sheet->name,
                    .rule = "hidden sheets are not read",
                    .what_to_do = "show the sheet if its figures are meant"});
      continue;
    }
    HeadedRows rows(source, *sheet, violations);
    if (rows.columns().empty()) continue;
    if (CheckColumns(rows, *this, violations)) {
      ReadRows(rows, options, figures, violations, warnings);
    }
    read += rows.rows();
  }
  return read;
}

}  // namespace peerage::ingestion
