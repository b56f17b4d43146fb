// What holds of every workbook, sound or not, as the fuzz targets read it.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/ingestion/text_rules.h"
#include "services/ingestion/workbook/open_workbook.h"
#include "services/ingestion/workbook/row_stream_reader.h"
#include "services/ingestion/workbook/row_stream_writer.h"
#include "tests/fuzz/demand.h"
#include "tests/testing/table_text.h"

namespace peerage::fuzz {

// Little, so that a limit is reached within an input's second.
inline ingestion::TableLimits FuzzLimits() {
  ingestion::TableLimits limits;
  limits.rows = 2000;
  limits.cells = 20'000;
  limits.unpacked_bytes = int64_t{4} << 20;
  limits.string_bytes = int64_t{1} << 20;
  return limits;
}

// Any source: kinds and texts agree, lines rise, limits hold.
inline std::vector<std::string> CheckTable(ingestion::TableSource& source,
                                           const ingestion::TableLimits& limits) {
  std::vector<std::string> lines;
  int ordinal = -1;
  int64_t rows = 0;
  while (const ingestion::Sheet* sheet = source.NextSheet()) {
    Demand(sheet->ordinal > ordinal, "sheets stand in their order");
    ordinal = sheet->ordinal;
    Demand(!ingestion::FindBadText(sheet->name), "a sheet's name is sound text");
    lines.push_back(sheet->name + (sheet->hidden ? " hidden" : " shown"));
    int64_t line = 0;
    while (const ingestion::TableRow* row = source.NextRow()) {
      Demand(row->line > line, "rows stand in their order");
      line = row->line;
      Demand(++rows <= limits.rows, "there are no more rows than allowed");
      Demand(!row->cells.empty() && row->cells.size() <= limits.columns, "a row has cells");
      for (const ingestion::Cell& cell : row->cells) {
        Demand((cell.kind == ingestion::CellKind::kEmpty) == cell.text.empty(),
               "an empty cell has no text");
        Demand(cell.text.size() <= limits.cell_bytes, "a cell is no longer than allowed");
        Demand(!ingestion::FindBadText(cell.text), "a cell is sound text");
      }
      lines.push_back(testing::RowText(*row));
    }
  }
  return lines;
}

class WrittenBytes : public ingestion::workbook::ByteStream {
 public:
  explicit WrittenBytes(int fd) : fd_(fd) { lseek(fd_, 0, SEEK_SET); }
  ~WrittenBytes() override { close(fd_); }
  WrittenBytes(const WrittenBytes&) = delete;
  WrittenBytes& operator=(const WrittenBytes&) = delete;

  size_t Read(char* to, size_t size) override {
    const ssize_t got = read(fd_, to, size);
    return got < 0 ? 0 : static_cast<size_t>(got);
  }
  std::string Ending() override { return "the answer is cut"; }

 private:
  const int fd_;
};

// Reads the bytes as they are, and as peerage-workbook would tell them.
inline void CheckWorkbook(std::string_view bytes) {
  const ingestion::TableLimits limits = FuzzLimits();
  ingestion::Findings violations;
  ingestion::Findings warnings;
  std::vector<std::string> lines;
  if (const auto source = ingestion::workbook::OpenWorkbook(bytes, limits, violations, warnings)) {
    lines = CheckTable(*source, limits);
  } else {
    Demand(!violations.empty(), "what is not opened is refused");
  }

  ingestion::Findings violations_told;
  ingestion::Findings warnings_told;
  const int fd = memfd_create("answer", MFD_CLOEXEC);
  ingestion::workbook::RowStreamWriter writer(fd);
  const auto again =
      ingestion::workbook::OpenWorkbook(bytes, limits, violations_told, warnings_told);
  Demand(ingestion::workbook::WriteAll(again.get(), violations_told, warnings_told, writer),
         "an answer is written");
  ingestion::workbook::RowStreamReader reader(std::make_unique<WrittenBytes>(fd), limits,
                                              violations_told, warnings_told);
  Demand(CheckTable(reader, limits) == lines, "what is told is what was read");
  Demand(violations_told.total() == violations.total(), "all that is wrong is told");
  Demand(warnings_told.total() == warnings.total(), "all that is worth saying is told");
}

}  // namespace peerage::fuzz
