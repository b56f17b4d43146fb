// The rows of one sheet below the line that names its columns, one at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/findings.h"
#include "services/ingestion/table_source.h"

namespace peerage::ingestion {

// Not safe from several threads. A line of a CSV file has as many cells as its
// header; a row of a workbook may end earlier. Rows that break this are
// violations and are left out.
class HeadedRows {
 public:
  // Takes the sheet's next row as the header. Without one there are no columns
  // and no rows. The source and the findings outlive it.
  HeadedRows(TableSource& source, const Sheet& sheet, Findings& violations);

  const Sheet& sheet() const { return sheet_; }
  const std::vector<std::string>& columns() const { return columns_; }
  // The place of a column; none when it is absent.
  std::optional<size_t> Column(std::string_view name) const;
  int64_t header_line() const { return header_line_; }

  // Goes on to the next row; false at the end.
  bool Next();
  int64_t line() const { return row_->line; }
  // Of the present row. Views live until the next call of Next.
  const Cell& At(size_t column) const {
    static constexpr Cell kNone;
    return column < row_->cells.size() ? row_->cells[column] : kNone;
  }

  // How many rows there were so far, without those left out.
  int64_t rows() const { return rows_; }

 private:
  bool HasRightLength();

  TableSource& source_;
  const Sheet& sheet_;
  std::vector<std::string> columns_;
  int64_t header_line_ = 1;
  Findings& violations_;
  const TableRow* row_ = nullptr;
  int64_t rows_ = 0;
};

}  // namespace peerage::ingestion
