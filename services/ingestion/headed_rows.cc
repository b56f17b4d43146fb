#include "services/ingestion/headed_rows.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/clipped_text.h"

namespace peerage::ingestion {

HeadedRows::HeadedRows(TableSource& source, const Sheet& sheet, Findings& violations)
    : source_(source), sheet_(sheet), violations_(violations) {
  const TableRow* header = source.NextRow();
  if (header == nullptr) return;
  header_line_ = header->line;
  for (const Cell& cell : header->cells) columns_.emplace_back(cell.text);
  // A workbook may have formatted cells beyond the last column.
  while (!sheet.name.empty() && !columns_.empty() && columns_.back().empty()) columns_.pop_back();
}

std::optional<size_t> HeadedRows::Column(std::string_view name) const {
  const auto found = std::find(columns_.begin(), columns_.end(), name);
  if (found == columns_.end()) return std::nullopt;
  return static_cast<size_t>(found - columns_.begin());
}

bool HeadedRows::Next() {
  while ((row_ = source_.NextRow()) != nullptr) {
    if (!HasRightLength()) continue;
    ++rows_;
    return true;
  }
  return false;
}

bool HeadedRows::HasRightLength() {
  const std::span<const Cell> cells = row_->cells;
  const auto refuse = [&](std::string value, std::string rule, const char* todo) {
    violations_.Add({.line = row_->line,
                     .value = std::move(value),
                     .rule = std::move(rule),
                     .what_to_do = todo});
    return false;
  };
  if (sheet_.name.empty()) {
    if (cells.size() == columns_.size()) return true;
    const bool blank = cells.size() == 1 && cells[0].kind == CellKind::kEmpty;
    return refuse(absl::StrCat(cells.size(), " cells"),
                  absl::StrCat("each line has as many cells as the header, ", columns_.size()),
                  blank ? "remove the empty line" : "add or remove cells");
  }
  for (size_t i = columns_.size(); i < cells.size(); ++i) {
    if (cells[i].kind == CellKind::kEmpty) continue;
    return refuse(Clipped(cells[i].text),
                  absl::StrCat("a row's cells stand below the header's ", columns_.size(),
                               " columns; this one is in column ", i + 1),
                  "give the column a name, or remove the cell");
  }
  return true;
}

}  // namespace peerage::ingestion
