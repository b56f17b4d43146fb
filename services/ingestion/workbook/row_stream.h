// What peerage-workbook writes on its stdout: sheets, rows and findings as
// frames, and an end. A frame is its kind (a byte), the size of what follows (4
// bytes) and so many bytes; numbers are little-endian, a text is its size (4
// bytes) and its bytes:
//
//   sheet    ordinal (4), hidden (1), name
//   row      line (8), number of cells (4), each: kind (1), text
//   finding  warning (1), line (8), column, value, rule, what to do
//   end      nothing
//
// A finding with a line is about the sheet that the frames before it began,
// one with line 0 about the file. A stream without an end is of a child that
// did not come to its end.
#pragma once

#include <cstddef>
#include <cstdint>

namespace peerage::ingestion::workbook {

enum class FrameKind : uint8_t { kSheet = 1, kRow = 2, kFinding = 3, kEnd = 4 };

inline constexpr size_t kFrameHeadBytes = 5;
// Of a sheet's name and of a finding's texts.
inline constexpr size_t kFrameTextBytes = 1024;

}  // namespace peerage::ingestion::workbook
