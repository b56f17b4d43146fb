// A strict reader of CSV (RFC 4180): one header line, the same number of cells
// in each line, quotes only around a whole cell, CRLF or LF.
//
// Accepted and said as warnings: a UTF-8 byte order mark, spaces around a cell.
// Everything else that a spreadsheet or a hostile hand may put into a file is a
// violation with line and column, never a guess.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/findings.h"

namespace peerage::ingestion {

struct CsvLimits {
  size_t columns = 64;
  size_t cell_bytes = size_t{32} * 1024;
  size_t rows = 1'000'000;
  // Of all rows together: bounds the memory that a small file can ask for.
  size_t cells = 16'000'000;
};

class CsvTable {
 public:
  // Reads as far as the file is sound: damage to the structure (quotes, bytes)
  // ends the reading, a line of the wrong length is left out. `bytes` must
  // outlive the table.
  static CsvTable Parse(std::string_view bytes, Findings& violations, Findings& warnings,
                        const CsvLimits& limits = {});

  const std::vector<std::string>& columns() const { return columns_; }
  // The place of a column; none when it is absent.
  std::optional<size_t> Column(std::string_view name) const;

  size_t rows() const { return lines_.size(); }
  // Where the row begins in the file; 2 is the line after the header.
  int64_t Line(size_t row) const { return lines_[row]; }
  std::string_view Cell(size_t row, size_t column) const {
    return cells_[row * columns_.size() + column];
  }

 private:
  friend class CsvScanner;

  std::vector<std::string> columns_;
  std::vector<int64_t> lines_;
  // Row by row; views into the caller's bytes or into unquoted_.
  std::vector<std::string_view> cells_;
  // Cells that had doubled quotes.
  std::deque<std::string> unquoted_;
};

}  // namespace peerage::ingestion
