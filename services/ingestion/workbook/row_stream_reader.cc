#include "services/ingestion/workbook/row_stream_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/text_rules.h"

namespace peerage::ingestion::workbook {
namespace {

constexpr size_t kPiece = size_t{64} * 1024;
constexpr int64_t kLastLine = int64_t{1} << 24;
// What a child says at most: a hundred of each kind a sheet would be noise.
constexpr int64_t kMaxFindings = 10'000;

bool IsSoundText(std::string_view text) {
  const bool plain =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  return plain || !FindBadText(text);
}

// Each takes something off the front of `rest`; false when that is too short.
bool TakeNumber(std::string_view& rest, size_t bytes, uint64_t& number) {
  if (rest.size() < bytes) return false;
  number = 0;
  for (size_t i = bytes; i-- > 0;) number = number << 8 | static_cast<uint8_t>(rest[i]);
  rest.remove_prefix(bytes);
  return true;
}

bool TakeText(std::string_view& rest, size_t longest, std::string_view& text) {
  uint64_t size = 0;
  if (!TakeNumber(rest, 4, size) || size > longest || size > rest.size()) return false;
  text = rest.substr(0, size);
  rest.remove_prefix(size);
  return IsSoundText(text);
}

}  // namespace

RowStreamReader::RowStreamReader(std::unique_ptr<ByteStream> stream, const TableLimits& limits,
                                 Findings& violations, Findings& warnings)
    : stream_(std::move(stream)),
      limits_(limits),
      // A row's, or a finding's.
      longest_frame_(12 +
                     std::max(limits.columns * (limits.cell_bytes + 5), 4 * (kFrameTextBytes + 4))),
      violations_(violations),
      warnings_(warnings) {}

bool RowStreamReader::Fill(size_t size) {
  while (buffer_.size() - begin_ < size) {
    buffer_.erase(0, begin_);
    begin_ = 0;
    const size_t kept = buffer_.size();
    buffer_.resize(kept + kPiece);
    const size_t read = stream_->Read(buffer_.data() + kept, kPiece);
    buffer_.resize(kept + std::min(read, kPiece));
    if (read == 0) return false;
  }
  return true;
}

const RowStreamReader::Frame* RowStreamReader::Front() {
  if (ended_) return nullptr;
  if (frame_) return &*frame_;
  if (!Fill(kFrameHeadBytes)) {
    Break(stream_->Ending());
    return nullptr;
  }
  std::string_view head(buffer_.data() + begin_, kFrameHeadBytes);
  uint64_t kind = 0;
  uint64_t size = 0;
  TakeNumber(head, 1, kind);
  TakeNumber(head, 4, size);
  if (size > longest_frame_) {
    Break("too long an answer");
    return nullptr;
  }
  if (!Fill(kFrameHeadBytes + size)) {
    Break(stream_->Ending());
    return nullptr;
  }
  frame_ = Frame{static_cast<FrameKind>(kind),
                 std::string_view{buffer_}.substr(begin_ + kFrameHeadBytes, size)};
  return &*frame_;
}

void RowStreamReader::Take() {
  begin_ += kFrameHeadBytes + frame_->body.size();
  frame_.reset();
}

void RowStreamReader::Break(std::string found) {
  if (std::exchange(ended_, true)) return;
  violations_.Add({.value = std::move(found),
                   .rule = absl::StrCat("a workbook can be read within 512 MiB of memory and ",
                                        limits_.cpu_seconds, " s"),
                   .what_to_do =
                       "save it again with Excel or LibreOffice with the sheets that hold "
                       "the table alone, or send the table as CSV"});
}

const Sheet* RowStreamReader::NextSheet() {
  while (const Frame* frame = Front()) {
    bool sound = false;
    switch (frame->kind) {
      case FrameKind::kSheet:
        if (TakeSheet()) return &sheet_;
        break;
      case FrameKind::kRow:
        // Of a sheet that nobody wants to read on; it counts all the same.
        sound = TakeRow();
        break;
      case FrameKind::kFinding:
        sound = TakeFinding(true);
        break;
      case FrameKind::kEnd:
        ended_ = true;
        return nullptr;
    }
    if (!sound) Break("an answer out of order");
  }
  return nullptr;
}

const TableRow* RowStreamReader::NextRow() {
  while (const Frame* frame = Front()) {
    bool sound = false;
    switch (frame->kind) {
      case FrameKind::kSheet:
      case FrameKind::kEnd:
        return nullptr;
      case FrameKind::kRow:
        if (TakeRow()) return &row_;
        break;
      case FrameKind::kFinding:
        sound = TakeFinding(false);
        break;
    }
    if (!sound) Break("an answer out of order");
  }
  return nullptr;
}

bool RowStreamReader::TakeSheet() {
  std::string_view rest = frame_->body;
  uint64_t ordinal = 0;
  uint64_t hidden = 0;
  std::string_view name;
  const bool whole = TakeNumber(rest, 4, ordinal) && TakeNumber(rest, 1, hidden) &&
                     TakeText(rest, kFrameTextBytes, name) && rest.empty();
  const int64_t least = sheets_ == 0 ? 0 : int64_t{sheet_.ordinal} + 1;
  if (!whole || static_cast<int64_t>(ordinal) < least ||
      static_cast<int64_t>(ordinal) >= limits_.sheets) {
    return false;
  }
  ++sheets_;
  sheet_ = {static_cast<int>(ordinal), std::string(name), hidden != 0};
  row_.line = 0;
  Take();
  return true;
}

bool RowStreamReader::TakeRow() {
  std::string_view rest = frame_->body;
  uint64_t line = 0;
  uint64_t count = 0;
  if (!TakeNumber(rest, 8, line) || !TakeNumber(rest, 4, count)) return false;
  if (sheets_ == 0 || line > kLastLine || static_cast<int64_t>(line) <= row_.line ||
      count > limits_.columns || rows_ == limits_.rows ||
      static_cast<int64_t>(count) > limits_.cells - all_cells_) {
    return false;
  }
  cells_.resize(count);
  for (uint64_t i = 0; i < count; ++i) {
    if (!TakeCell(rest, static_cast<int64_t>(i))) return false;
  }
  if (!rest.empty()) return false;
  ++rows_;
  all_cells_ += static_cast<int64_t>(count);
  row_ = {static_cast<int64_t>(line), cells_};
  Take();
  return true;
}

bool RowStreamReader::TakeCell(std::string_view& rest, int64_t place) {
  uint64_t kind = 0;
  Cell& cell = cells_[static_cast<size_t>(place)];
  if (!TakeNumber(rest, 1, kind) || kind > static_cast<uint64_t>(CellKind::kError) ||
      !TakeText(rest, limits_.cell_bytes, cell.text)) {
    return false;
  }
  cell.kind = static_cast<CellKind>(kind);
  return (cell.kind == CellKind::kEmpty) == cell.text.empty();
}

bool RowStreamReader::TakeFinding(bool skipped) {
  std::string_view rest = frame_->body;
  uint64_t warning = 0;
  uint64_t line = 0;
  if (!TakeNumber(rest, 1, warning) || !TakeNumber(rest, 8, line) || line > kLastLine) return false;
  std::array<std::string_view, 4> texts;
  for (std::string_view& text : texts) {
    if (!TakeText(rest, kFrameTextBytes, text)) return false;
  }
  if (!rest.empty() || ++findings_ > kMaxFindings) return false;
  // What is wrong inside a sheet is nobody's business who does not read it.
  if (!skipped || line == 0) {
    (warning != 0 ? warnings_ : violations_)
        .Add({static_cast<int64_t>(line), std::string(texts[0]), std::string(texts[1]),
              std::string(texts[2]), std::string(texts[3])});
  }
  Take();
  return true;
}

}  // namespace peerage::ingestion::workbook
