#include "services/ingestion/workbook/row_stream_writer.h"

#include <unistd.h>

#include <cerrno>

namespace peerage::ingestion::workbook {
namespace {

constexpr size_t kHeldBytes = size_t{64} * 1024;

// At most so many bytes, without a character cut in two.
std::string_view Shortened(std::string_view text) {
  if (text.size() <= kFrameTextBytes) return text;
  size_t size = kFrameTextBytes;
  while (size > 0 && (static_cast<uint8_t>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

bool WriteFindings(Findings& violations, Findings& warnings, RowStreamWriter& writer) {
  for (const Finding& finding : violations.InFileOrder()) {
    if (!writer.Write(finding, false)) return false;
  }
  for (const Finding& finding : warnings.InFileOrder()) {
    if (!writer.Write(finding, true)) return false;
  }
  violations = Findings();
  warnings = Findings();
  return true;
}

}  // namespace

void RowStreamWriter::Begin(FrameKind kind) {
  frame_ = held_.size();
  Number(static_cast<uint64_t>(kind), 1);
  Number(0, kFrameHeadBytes - 1);
}

bool RowStreamWriter::Finish() {
  uint64_t size = held_.size() - frame_ - kFrameHeadBytes;
  for (size_t i = 1; i < kFrameHeadBytes; ++i, size >>= 8) {
    held_[frame_ + i] = static_cast<char>(size);
  }
  return held_.size() < kHeldBytes || Flush();
}

void RowStreamWriter::Number(uint64_t number, size_t bytes) {
  for (; bytes > 0; --bytes, number >>= 8) held_.push_back(static_cast<char>(number));
}

void RowStreamWriter::Text(std::string_view text) {
  Number(text.size(), 4);
  held_ += text;
}

bool RowStreamWriter::Write(const Sheet& sheet) {
  Begin(FrameKind::kSheet);
  Number(static_cast<uint64_t>(sheet.ordinal), 4);
  Number(sheet.hidden ? 1 : 0, 1);
  Text(sheet.name);
  return Finish();
}

bool RowStreamWriter::Write(const TableRow& row) {
  Begin(FrameKind::kRow);
  Number(static_cast<uint64_t>(row.line), 8);
  Number(row.cells.size(), 4);
  for (const Cell& cell : row.cells) {
    Number(static_cast<uint64_t>(cell.kind), 1);
    Text(cell.text);
  }
  return Finish();
}

bool RowStreamWriter::Write(const Finding& finding, bool warning) {
  Begin(FrameKind::kFinding);
  Number(warning ? 1 : 0, 1);
  Number(static_cast<uint64_t>(finding.line), 8);
  for (const std::string* text :
       {&finding.column, &finding.value, &finding.rule, &finding.what_to_do}) {
    Text(Shortened(*text));
  }
  return Finish();
}

bool RowStreamWriter::End() {
  Begin(FrameKind::kEnd);
  return Finish() && Flush();
}

bool RowStreamWriter::Flush() {
  std::string_view rest = held_;
  while (!rest.empty()) {
    const ssize_t written = write(fd_, rest.data(), rest.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) rest.remove_prefix(static_cast<size_t>(written));
  }
  held_.clear();
  return true;
}

bool WriteAll(TableSource* source, Findings& violations, Findings& warnings,
              RowStreamWriter& writer) {
  const Sheet* sheet = source == nullptr ? nullptr : source->NextSheet();
  for (; sheet != nullptr; sheet = source->NextSheet()) {
    if (!writer.Write(*sheet)) return false;
    while (const TableRow* row = source->NextRow()) {
      if (!writer.Write(*row)) return false;
    }
    // While the sheet is the present one.
    if (!WriteFindings(violations, warnings, writer)) return false;
  }
  return WriteFindings(violations, warnings, writer) && writer.End();
}

}  // namespace peerage::ingestion::workbook
