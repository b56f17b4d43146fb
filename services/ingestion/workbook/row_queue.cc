#include "services/ingestion/workbook/row_queue.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/text_rules.h"

namespace peerage::ingestion::workbook {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
// Excel allows 31 characters.
constexpr size_t kLongestName = 255;
// More lines than any spreadsheet has (LibreOffice: 16,777,216).
constexpr int64_t kLastLine = int64_t{1} << 24;

bool IsPrintableAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

std::string ColumnLetters(int64_t column) {
  std::string letters;
  for (int64_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

MaybeRefusal RowQueue::BeginSheet(Sheet sheet) {
  if (sheet.name.size() > kLongestName || FindBadText(sheet.name)) {
    return Refusal{absl::StrCat("sheet ", sheet.ordinal + 1),
                   "the name of a sheet is a short text of visible characters",
                   "type the sheet's name again by hand"};
  }
  if (++sheets_seen_ > limits_.sheets) {
    return Refusal{absl::StrCat("more than ", limits_.sheets, " sheets"),
                   absl::StrCat("a workbook has at most ", limits_.sheets, " sheets"),
                   "send only the sheets that hold the table"};
  }
  EndSheet();
  faulty_ = false;
  items_.push_back({.kind = Kind::kSheet, .first = sheets_.size()});
  sheets_.push_back(std::move(sheet));
  return std::nullopt;
}

std::string_view RowQueue::Trimmed(std::string_view text) {
  const size_t size = text.size();
  while (!text.empty()) {
    if (kSpaces.find(text.front()) != std::string_view::npos) {
      text.remove_prefix(1);
    } else if (kSpaces.find(text.back()) != std::string_view::npos) {
      text.remove_suffix(1);
    } else if (text.substr(0, 2) == kNoBreakSpace) {
      text.remove_prefix(2);
    } else if (text.size() > 1 && text.substr(text.size() - 2) == kNoBreakSpace) {
      text.remove_suffix(2);
    } else {
      break;
    }
  }
  if (text.size() != size && !text.empty() && trimmed_++ == 0) first_trimmed_ = line_;
  return text;
}

bool RowQueue::IsSound(int64_t column, std::string_view text) {
  if (IsPrintableAscii(text)) return true;
  const std::optional<BadText> bad = FindBadText(text);
  if (!bad) return true;
  Fault({.line = line_,
         .column = ColumnLetters(column),
         .rule = bad->rule,
         .what_to_do = bad->what_to_do});
  return false;
}

void RowQueue::AddCell(int64_t column, CellKind kind, std::string_view text, int64_t repeat,
                       bool lasting) {
  if (faulty_) return;
  // Before it is trimmed: a parser keeps no more of a longer one.
  if (text.size() > limits_.cell_bytes) {
    return Fault({.line = line_,
                  .column = ColumnLetters(column),
                  .value = absl::StrCat("more than ", limits_.cell_bytes, " bytes"),
                  .rule = absl::StrCat("a cell has at most ", limits_.cell_bytes, " bytes"),
                  .what_to_do = "shorten the cell"});
  }
  const std::string_view trimmed = Trimmed(text);
  if (trimmed.empty()) return;
  const auto columns = static_cast<int64_t>(limits_.columns);
  if (column >= columns || repeat > columns - column) {
    return Fault({.line = line_,
                  .column = ColumnLetters(std::max(column, columns)),
                  .value = absl::StrCat("more than ", columns, " columns"),
                  .rule = absl::StrCat("a table has at most ", columns, " columns"),
                  .what_to_do = "remove the columns that are not needed"});
  }
  if (!IsSound(column, trimmed)) return;
  Kept kept{.kind = kind, .size = trimmed.size()};
  if (lasting) {
    kept.lasting = trimmed.data();
  } else {
    kept.at = text_.size();
    text_ += trimmed;
  }
  cells_.resize(row_begin_ + static_cast<size_t>(column));
  cells_.insert(cells_.end(), static_cast<size_t>(repeat), kept);
  row_bytes_ += static_cast<int64_t>(trimmed.size()) * repeat;
}

MaybeRefusal RowQueue::EndRow(int64_t repeat) {
  const auto count = static_cast<int64_t>(cells_.size() - row_begin_);
  const int64_t bytes = std::exchange(row_bytes_, 0);
  if (count == 0 || faulty_) return std::nullopt;
  if (line_ > kLastLine - repeat) {
    return Refusal{absl::StrCat("row ", line_),
                   absl::StrCat("a sheet has at most ", kLastLine, " rows"), kSaveAgain};
  }
  if (repeat > limits_.rows - rows_ || count * repeat > limits_.cells - all_cells_) {
    return Refusal{
        absl::StrCat("more than ", rows_, " rows"),
        absl::StrCat("a file has at most ", limits_.rows, " rows and ", limits_.cells, " cells"),
        "cut the file into several"};
  }
  if (bytes * repeat > limits_.unpacked_bytes - text_bytes_) {
    return Refusal{absl::StrCat("more than ", limits_.unpacked_bytes, " bytes"),
                   absl::StrCat("the cells of a file have at most ", limits_.unpacked_bytes,
                                " bytes together"),
                   "cut the file into several"};
  }
  rows_ += repeat;
  all_cells_ += count * repeat;
  text_bytes_ += bytes * repeat;
  items_.push_back({.kind = Kind::kRow,
                    .line = line_,
                    .first = row_begin_,
                    .count = static_cast<size_t>(count),
                    .repeat = repeat});
  row_begin_ = cells_.size();
  row_text_begin_ = text_.size();
  return std::nullopt;
}

void RowQueue::Fault(Finding finding) {
  if (std::exchange(faulty_, true)) return;
  cells_.resize(row_begin_);
  items_.push_back({.kind = Kind::kViolation, .first = findings_.size()});
  finding.what_to_do += "; the reading of the sheet stopped here";
  findings_.push_back(std::move(finding));
}

void RowQueue::EndSheet() {
  const int64_t trimmed = std::exchange(trimmed_, 0);
  if (trimmed == 0) return;
  items_.push_back({.kind = Kind::kWarning, .first = findings_.size()});
  findings_.push_back({.line = first_trimmed_,
                       .value = absl::StrCat(trimmed, " cells"),
                       .rule = "spaces around a cell are not part of it",
                       .what_to_do = "nothing; they were cut"});
}

// A row that is half pushed moves to the front.
void RowQueue::Release() {
  items_.clear();
  next_ = 0;
  sheets_.clear();
  findings_.clear();
  cells_.erase(cells_.begin(), cells_.begin() + static_cast<ptrdiff_t>(row_begin_));
  text_.erase(0, row_text_begin_);
  for (Kept& kept : cells_) kept.at -= std::min(kept.at, row_text_begin_);
  row_begin_ = 0;
  row_text_begin_ = 0;
}

Sheet RowQueue::TakeSheet() { return std::move(sheets_[items_[next_++].first]); }

const TableRow& RowQueue::TakeRow() {
  Item& item = items_[next_];
  row_cells_.resize(item.count);
  for (size_t i = 0; i < item.count; ++i) {
    const Kept& kept = cells_[item.first + i];
    const char* text = kept.lasting != nullptr ? kept.lasting : text_.data() + kept.at;
    row_cells_[i] = {kept.kind, kept.kind == CellKind::kEmpty ? std::string_view()
                                                              : std::string_view(text, kept.size)};
  }
  row_ = {item.line++, row_cells_};
  if (--item.repeat == 0) ++next_;
  return row_;
}

const Finding& RowQueue::TakeFinding() { return findings_[items_[next_++].first]; }

}  // namespace peerage::ingestion::workbook
