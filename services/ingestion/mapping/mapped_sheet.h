// One sheet as its mapping sees it: the header, wherever it stands, and the
// rows below it that are data.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/findings.h"
#include "services/ingestion/mapping/table_mapping.h"
#include "services/ingestion/table_source.h"

namespace peerage::ingestion {

// A header that is looked for stands within this many rows.
inline constexpr int kHeaderSearch = 50;

// A heading as columns are named by it: line breaks and rows of spaces are one
// space.
std::string TidyHeading(std::string_view text);

// A column's name.
struct ColumnName {
  // Of a header of several rows: what stands above, carried to the right over
  // empty cells; empty otherwise.
  std::string upper;
  std::string lower;
  // "upper / lower", or the one that is not empty.
  std::string whole;
};

// Makes the names of a header's rows, the lowest last.
std::vector<ColumnName> JoinHeader(const std::deque<std::vector<std::string>>& rows);

class MappedSheet {
 public:
  // All outlive it; the source stands at the sheet's beginning.
  MappedSheet(TableSource& source, const Sheet& sheet, const TableMapping& mapping,
              Findings& violations, Findings& warnings)
      : source_(source),
        sheet_(sheet),
        mapping_(mapping),
        violations_(violations),
        warnings_(warnings) {}

  // Goes on to the header; false when the sheet has none.
  bool FindHeader();
  // Whether the sheet had any row so far.
  bool has_rows() const { return has_rows_; }
  // Each column that the mapping names stands once. False after a violation.
  bool CheckNamedColumns();
  // No column stands there but `used` ones and those that the mapping lets
  // stand. False after a violation. Call before the first Next.
  bool CheckOtherColumns(const std::vector<bool>& used);

  const Sheet& sheet() const { return sheet_; }
  int64_t header_line() const { return header_line_; }
  const std::vector<ColumnName>& columns() const { return columns_; }
  std::optional<size_t> Column(std::string_view name) const;

  // Goes on to the next row of data; false at the end. Rows that the mapping
  // skips are counted; rows of another length than the header's are violations.
  bool Next();
  int64_t line() const { return row_->line; }
  const Cell& At(size_t column) const {
    static constexpr Cell kNone;
    return column < row_->cells.size() ? row_->cells[column] : kNone;
  }
  // Data rows so far.
  int64_t rows() const { return rows_; }
  // Says how many rows were skipped by the mapping's rules. Call at the end.
  void ReportSkipped();

 private:
  bool IsHeader(const std::vector<std::string>& texts) const;
  bool IsSkipped() const;
  bool HasRightLength();
  // Whether a row without text stands before the present one.
  bool FollowsBlankRow() const;

  TableSource& source_;
  const Sheet& sheet_;
  const TableMapping& mapping_;
  Findings& violations_;
  Findings& warnings_;
  std::vector<ColumnName> columns_;
  // A rule's column, by the rule's place.
  std::vector<size_t> rule_columns_;
  int64_t header_line_ = 0;
  const TableRow* row_ = nullptr;
  // The line after the row before.
  int64_t next_line_ = 0;
  bool has_rows_ = false;
  bool ended_ = false;
  int64_t rows_ = 0;
  int64_t skipped_ = 0;
  int64_t first_skipped_ = 0;
};

}  // namespace peerage::ingestion
