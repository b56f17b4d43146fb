// A strict reader of CSV (RFC 4180) in any sane dialect: cells separated by
// commas, semicolons or tabs, quotes only around a whole cell, CRLF or LF.
//
// Accepted and said as warnings: a UTF-8 byte order mark, spaces around a cell,
// lines of nothing but separators. Everything else that a spreadsheet or a
// hostile hand may put into a file is a violation with line and column, never a
// guess.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/findings.h"
#include "services/ingestion/table_source.h"
#include "services/ingestion/text_rules.h"

namespace peerage::ingestion {

// The separator that the first lines of a text agree on best: ',', ';' or '\t'.
// A comma when none of them is there.
char FindSeparator(std::string_view text);

class CsvSource : public TableSource {
 public:
  // Told now and then how many bytes from the beginning on are not looked at
  // any more.
  using Passed = std::function<void(size_t)>;

  // `bytes` and the findings outlive it.
  CsvSource(std::string_view bytes, const TableLimits& limits, Findings& violations,
            Findings& warnings, Passed passed = nullptr);

  const Sheet* NextSheet() override;
  const TableRow* NextRow() override;

 private:
  bool CheckEncoding();
  // Whether the text is sound up to there at least; a window further is looked
  // at, in front of the rows.
  bool CheckText(const char* until);
  bool RefuseText(const char* place, const BadText& bad);
  // The members that return a bool: false means that a violation was reported
  // and that reading ends.
  bool ScanLine();
  // Takes the cells at hand, as long as nothing is to be said of them; true when
  // that was the rest of the line. Most lines are that.
  bool TakePlainCells();
  bool ScanCell(std::string_view& cell);
  bool ScanPlain(std::string_view& cell);
  bool ScanQuoted(std::string_view& cell);
  bool KeepCell(std::string_view cell);
  bool CheckLimits();
  // True when a cell may end here; `sound` turns false at a CR alone.
  bool AtEnd(bool& sound);
  std::string_view Undouble(std::string_view cell);
  bool IsBlank() const;
  void ReportRest();
  bool Refuse(std::string_view value, std::string rule, const std::string& todo);
  // Of the present cell.
  std::string ColumnName() const;

  const std::string_view bytes_;
  std::string_view rest_;
  // Where the present row begins, and what was found sound.
  const char* row_start_ = nullptr;
  const char* checked_ = nullptr;
  const Passed passed_;
  const TableLimits limits_;
  Findings& violations_;
  Findings& warnings_;
  Sheet sheet_;
  bool begun_ = false;
  bool ended_ = false;
  char separator_ = ',';
  // Bytes at which a plain cell may end, or must not go on.
  std::array<bool, 256> special_{};
  // Of the first row: what messages call the columns.
  std::vector<std::string> names_;
  std::vector<Cell> cells_;
  TableRow row_;
  // Of the present row: cells that had doubled quotes.
  std::deque<std::string> unquoted_;
  // Of rest_, and of the beginning of the present row: they differ in a row
  // with a line end inside quotes.
  int64_t line_ = 1;
  int64_t row_line_ = 1;
  int64_t rows_ = 0;
  int64_t all_cells_ = 0;
  int64_t trimmed_ = 0;
  int64_t first_trimmed_ = 0;
  int64_t empty_ = 0;
  int64_t first_empty_ = 0;
};

}  // namespace peerage::ingestion
