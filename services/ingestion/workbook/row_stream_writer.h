// The child's end of the row stream (row_stream.h).
#pragma once

#include <string>
#include <string_view>

#include "services/ingestion/findings.h"
#include "services/ingestion/table_source.h"
#include "services/ingestion/workbook/row_stream.h"

namespace peerage::ingestion::workbook {

// Not safe from several threads.
class RowStreamWriter {
 public:
  // Writes to the open file `fd`, which it does not close.
  explicit RowStreamWriter(int fd) : fd_(fd) {}

  // Each says whether the other side still listens.
  bool Write(const Sheet& sheet);
  bool Write(const TableRow& row);
  bool Write(const Finding& finding, bool warning);
  // The last: writes out what is held back.
  bool End();

 private:
  void Begin(FrameKind kind);
  bool Finish();
  void Number(uint64_t number, size_t bytes);
  void Text(std::string_view text);
  bool Flush();

  const int fd_;
  std::string held_;
  size_t frame_ = 0;
};

// Reads a source to its end and writes all that it says.
bool WriteAll(TableSource* source, Findings& violations, Findings& warnings,
              RowStreamWriter& writer);

}  // namespace peerage::ingestion::workbook
