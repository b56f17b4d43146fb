// The parent's end of the row stream (row_stream.h), as a table source. Believes
// nothing: what reads strangers' workbooks may have been taken over by one, so
// every size, order, kind and text is checked anew, and the limits are counted
// again.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/findings.h"
#include "services/ingestion/table_source.h"
#include "services/ingestion/workbook/row_stream.h"

namespace peerage::ingestion::workbook {

// Where the bytes come from.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // Takes at most `size` bytes to `to`; how many came, 0 at the end. Waits for
  // them, not for ever.
  virtual size_t Read(char* to, size_t size) = 0;
  // After the end, why it came too early: "out of memory".
  virtual std::string Ending() = 0;
};

// Not safe from several threads.
class RowStreamReader : public TableSource {
 public:
  // The findings outlive it.
  RowStreamReader(std::unique_ptr<ByteStream> stream, const TableLimits& limits,
                  Findings& violations, Findings& warnings);

  const Sheet* NextSheet() override;
  const TableRow* NextRow() override;

 private:
  struct Frame {
    FrameKind kind = FrameKind::kEnd;
    // Into buffer_.
    std::string_view body;
  };

  // The frame at the front, which stays there until it is taken; null when the
  // stream has ended, for whatever reason.
  const Frame* Front();
  void Take();
  // Gets `size` bytes together at buffer_[begin_]; false when there are not so
  // many.
  bool Fill(size_t size);
  // Each takes what is at the front; false when it breaks a rule.
  bool TakeSheet();
  bool TakeRow();
  bool TakeFinding(bool skipped);
  bool TakeCell(std::string_view& rest, int64_t place);
  void Break(std::string found);

  const std::unique_ptr<ByteStream> stream_;
  const TableLimits limits_;
  const size_t longest_frame_;
  Findings& violations_;
  Findings& warnings_;

  std::string buffer_;
  size_t begin_ = 0;
  std::optional<Frame> frame_;
  bool ended_ = false;

  Sheet sheet_;
  int64_t sheets_ = 0;
  std::vector<Cell> cells_;
  TableRow row_;
  int64_t rows_ = 0;
  int64_t all_cells_ = 0;
  int64_t findings_ = 0;
};

}  // namespace peerage::ingestion::workbook
