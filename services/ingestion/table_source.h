// Tables as files hold them: sheets of rows of cells, read once from front to
// back. CSV, XLSX and ODS are behind this one door; what the cells mean is the
// business of format_reader.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace peerage::ingestion {

enum class CellKind : uint8_t {
  // No cell, or one without text. Its text is empty.
  kEmpty,
  kText,
  // A number of a workbook as decimal digits without an exponent: "-12.5", with
  // 15 significant digits at most (a workbook's binary fraction has no more).
  // Numbers in CSV are kText: nobody but the reader knows that they are numbers.
  kNumber,
  // A workbook's number that is shown as a percentage, as a person sees it:
  // 0.1384 is "13.84".
  kPercent,
  // A workbook's date, "YYYY-MM-DD"; a time of day is dropped.
  kDate,
  // "TRUE" or "FALSE".
  kBoolean,
  // "#REF!", or a formula of which the file has no value ("no value").
  kError,
};

struct Cell {
  CellKind kind = CellKind::kEmpty;
  // UTF-8 without spaces at its ends. Lives until the source's next call.
  std::string_view text;
};

struct Sheet {
  // Its place among the file's sheets, from 0.
  int ordinal = 0;
  // Empty for CSV.
  std::string name;
  // Hidden sheets are yielded like others; it is for the reader to leave them.
  bool hidden = false;
};

struct TableRow {
  // Where the row begins: the line of a CSV file, the row number of a sheet,
  // both from 1.
  int64_t line = 0;
  // From the first column on; cells past the last filled one may be absent.
  std::span<const Cell> cells;
};

// What one file may ask for.
struct TableLimits {
  size_t columns = 64;
  size_t cell_bytes = size_t{32} * 1024;
  int64_t rows = 1'000'000;
  // Of all rows together.
  int64_t cells = 16'000'000;
  // Workbooks only.
  int sheets = 64;
  int64_t packed_bytes = int64_t{32} << 20;
  int64_t unpacked_bytes = int64_t{1} << 30;
  int64_t string_bytes = int64_t{64} << 20;
  int zip_entries = 1000;
  int xml_depth = 64;
  int cpu_seconds = 30;
};

// What an operator's bulk load may ask for. Of CSV, whose bytes are limited too
// (upload_buffer.h), as many cells as columns allow.
inline constexpr TableLimits kBulkCsvLimits{.rows = 50'000'000, .cells = 64 * int64_t{50'000'000}};
inline constexpr TableLimits kBulkWorkbookLimits{.rows = 10'000'000,
                                                 .cells = 100'000'000,
                                                 .sheets = 256,
                                                 .packed_bytes = int64_t{256} << 20,
                                                 .unpacked_bytes = int64_t{4} << 30,
                                                 .string_bytes = int64_t{512} << 20,
                                                 .cpu_seconds = 120};

// Not safe from several threads. What is wrong with a file, and what is worth
// saying, goes to the Findings that the source was made with; damage that
// leaves no telling what comes next ends the reading.
class TableSource {
 public:
  virtual ~TableSource() = default;

  // Goes on to the next sheet; null when there is none left, or the reading
  // ended. A CSV file is one sheet.
  virtual const Sheet* NextSheet() = 0;
  // The next row of the sheet that has a filled cell; null at the sheet's end,
  // or when the reading ended. In CSV a line without text between two rows is a
  // row of one empty cell.
  virtual const TableRow* NextRow() = 0;
};

}  // namespace peerage::ingestion
