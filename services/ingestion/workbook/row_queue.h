// Rows that are read but not yet asked for: a parser pushes more than one at a
// time, a TableSource gives one at a time. Charges what it takes against the
// file's limits, before anything is expanded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/findings.h"
#include "services/ingestion/table_source.h"
#include "services/ingestion/workbook/refusal.h"

namespace peerage::ingestion::workbook {

// How spreadsheets name columns: 0 is "A", 27 is "AB".
std::string ColumnLetters(int64_t column);

// Not safe from several threads.
class RowQueue {
 public:
  explicit RowQueue(const TableLimits& limits) : limits_(limits) {}

  // The pushing side. A sheet's rows follow its BeginSheet. A fault of a row is
  // put into the row's place, and the sheet's further rows are dropped.
  MaybeRefusal BeginSheet(Sheet sheet);
  void BeginRow(int64_t line) { line_ = line; }
  // Columns from 0, from left to right; those left out are empty. `repeat`:
  // how often the cell stands, one beside the other; at least 1. Text at the
  // ends' spaces is cut. `lasting`: the text outlives the queue.
  void AddCell(int64_t column, CellKind kind, std::string_view text, int64_t repeat = 1,
               bool lasting = false);
  // A row without a filled cell is none. `repeat`: how often it stands, one
  // below the other.
  MaybeRefusal EndRow(int64_t repeat = 1);
  // The present sheet's further rows are dropped after this.
  void Fault(Finding finding);
  // Says what is to be said about the whole sheet. BeginSheet does it for the
  // sheet before.
  void EndSheet();

  // The asking side. What stands at the front; kNothing: push more.
  enum class Kind : uint8_t { kNothing, kSheet, kRow, kViolation, kWarning };
  Kind front() const { return next_ == items_.size() ? Kind::kNothing : items_[next_].kind; }
  // Each takes the front, which is of its kind. What is returned lives until
  // the next call of any member.
  Sheet TakeSheet();
  const TableRow& TakeRow();
  const Finding& TakeFinding();
  void Skip() { ++next_; }
  // Forgets what was taken. To be called when the front is kNothing, before
  // more is pushed.
  void Release();

 private:
  struct Kept {
    CellKind kind = CellKind::kEmpty;
    // Null: in text_, from `at` on.
    const char* lasting = nullptr;
    size_t at = 0;
    size_t size = 0;
  };
  struct Item {
    Kind kind;
    int64_t line = 0;
    // Of cells_ for a row, of sheets_ or findings_ for the others.
    size_t first = 0;
    size_t count = 0;
    int64_t repeat = 1;
  };

  std::string_view Trimmed(std::string_view text);
  bool IsSound(int64_t column, std::string_view text);

  const TableLimits limits_;
  std::vector<Item> items_;
  size_t next_ = 0;
  std::vector<Kept> cells_;
  std::string text_;
  std::vector<Sheet> sheets_;
  std::vector<Finding> findings_;

  // Of the row that is being pushed.
  int64_t line_ = 0;
  // Where it begins in cells_ and in text_.
  size_t row_begin_ = 0;
  size_t row_text_begin_ = 0;
  int64_t row_bytes_ = 0;
  // Of the present sheet.
  bool faulty_ = false;
  int64_t trimmed_ = 0;
  int64_t first_trimmed_ = 0;
  // Of the whole file.
  int64_t sheets_seen_ = 0;
  int64_t rows_ = 0;
  int64_t all_cells_ = 0;
  int64_t text_bytes_ = 0;

  std::vector<Cell> row_cells_;
  TableRow row_;
};

}  // namespace peerage::ingestion::workbook
