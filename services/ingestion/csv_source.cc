#include "services/ingestion/csv_source.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/clipped_text.h"
#include "services/ingestion/text_rules.h"

namespace peerage::ingestion {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// As many lines as a title and its notes may take before the columns begin.
constexpr int kLinesLookedAt = 50;
// Text is checked by as much at a time.
constexpr ptrdiff_t kWindowBytes = ptrdiff_t{256} * 1024;

bool IsSpace(char c) { return c == ' ' || c == '\t'; }

bool HasOuterSpace(std::string_view cell) {
  return !cell.empty() && (IsSpace(cell.front()) || IsSpace(cell.back()));
}

std::string_view Trim(std::string_view cell) {
  while (!cell.empty() && IsSpace(cell.front())) cell.remove_prefix(1);
  while (!cell.empty() && IsSpace(cell.back())) cell.remove_suffix(1);
  return cell;
}

// How many of the first lines agree on having a separator so many times, by
// that number.
std::map<int, int> LinesByCount(std::string_view text, char separator) {
  std::map<int, int> lines;
  int count = 0;
  int seen = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size() && seen < kLinesLookedAt; ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted) continue;
    if (text[i] == separator) ++count;
    if (text[i] != '\n' && i + 1 < text.size()) continue;
    if (count > 0) ++lines[count];
    count = 0;
    ++seen;
  }
  return lines;
}

// A CR that no LF follows.
bool HasBareReturn(std::string_view cell) {
  for (size_t at = cell.find('\r'); at != std::string_view::npos; at = cell.find('\r', at + 1)) {
    if (at + 1 == cell.size() || cell[at + 1] != '\n') return true;
  }
  return false;
}

}  // namespace

char FindSeparator(std::string_view text) {
  char best = ',';
  int most = 0;
  for (const char separator : {',', ';', '\t'}) {
    for (const auto& [count, lines] : LinesByCount(text, separator)) {
      if (count * lines <= most) continue;
      most = count * lines;
      best = separator;
    }
  }
  return best;
}

CsvSource::CsvSource(std::string_view bytes, const TableLimits& limits, Findings& violations,
                     Findings& warnings, Passed passed)
    : bytes_(bytes),
      rest_(bytes),
      passed_(std::move(passed)),
      limits_(limits),
      violations_(violations),
      warnings_(warnings) {}

const Sheet* CsvSource::NextSheet() {
  if (std::exchange(begun_, true)) return nullptr;
  if (!CheckEncoding()) {
    ended_ = true;
    return nullptr;
  }
  if (rest_.empty()) {
    violations_.Add({.line = 1,
                     .rule = "a file begins with a header line",
                     .what_to_do = "send a file with its header and rows"});
    return nullptr;
  }
  separator_ = FindSeparator(rest_);
  for (const char c : {separator_, '\n', '\r', '"'}) special_[static_cast<uint8_t>(c)] = true;
  return &sheet_;
}

const TableRow* CsvSource::NextRow() {
  while (!ended_ && !rest_.empty()) {
    row_line_ = line_;
    row_start_ = rest_.data();
    if (!CheckText(row_start_ + 1) || !ScanLine() || !CheckText(rest_.data()) || !CheckLimits()) {
      break;
    }
    if (IsBlank()) {
      // Blank last lines are no rows.
      if (rest_.find_first_not_of("\r\n") == std::string_view::npos) break;
    } else if (std::all_of(cells_.begin(), cells_.end(),
                           [](const Cell& cell) { return cell.text.empty(); })) {
      if (empty_++ == 0) first_empty_ = row_line_;
      continue;
    }
    if (names_.empty()) {
      for (const Cell& cell : cells_) names_.emplace_back(cell.text);
    }
    row_ = {row_line_, cells_};
    return &row_;
  }
  if (!std::exchange(ended_, true)) ReportRest();
  return nullptr;
}

// A line of one empty cell.
bool CsvSource::IsBlank() const { return cells_.size() == 1 && cells_[0].text.empty(); }

void CsvSource::ReportRest() {
  if (trimmed_ > 0) {
    warnings_.Add({.line = first_trimmed_,
                   .value = absl::StrCat(trimmed_, " cells"),
                   .rule = "spaces around a cell are not part of it",
                   .what_to_do = "nothing; they were cut"});
  }
  if (empty_ > 0) {
    warnings_.Add({.line = first_empty_,
                   .value = absl::StrCat(empty_, empty_ == 1 ? " line" : " lines"),
                   .rule = "lines of nothing but separators are no rows",
                   .what_to_do = "nothing; they were skipped"});
  }
}

// Damage to the structure leaves no telling where the next cell begins.
bool CsvSource::Refuse(std::string_view value, std::string rule, const std::string& todo) {
  violations_.Add({.line = line_,
                   .column = ColumnName(),
                   .value = Clipped(value),
                   .rule = std::move(rule),
                   .what_to_do = absl::StrCat(todo, "; the reading stopped here")});
  ended_ = true;
  return false;
}

std::string CsvSource::ColumnName() const {
  const size_t place = cells_.size();
  return place < names_.size() ? names_[place] : absl::StrCat("column ", place + 1);
}

bool CsvSource::CheckEncoding() {
  constexpr char kUtf8[] = "save it again as 'CSV UTF-8'; the reading stopped here";
  if (rest_.substr(0, 2) == "\xFF\xFE" || rest_.substr(0, 2) == "\xFE\xFF") {
    violations_.Add(
        {.line = 1, .value = "UTF-16", .rule = "the file is UTF-8 text", .what_to_do = kUtf8});
    return false;
  }
  if (rest_.substr(0, 3) == kByteOrderMark) {
    rest_.remove_prefix(3);
    warnings_.Add({.line = 1,
                   .rule = "the file begins with a byte order mark",
                   .what_to_do = "nothing; it was dropped"});
  }
  row_start_ = checked_ = rest_.data();
  return rest_.empty() || CheckText(rest_.data() + 1);
}

bool CsvSource::CheckText(const char* until) {
  const char* const end = bytes_.data() + bytes_.size();
  while (checked_ < until) {
    if (passed_) passed_(static_cast<size_t>(row_start_ - bytes_.data()));
    const char* window_end = end - checked_ > kWindowBytes ? checked_ + kWindowBytes : end;
    // Not within a character.
    while (window_end != end && (*window_end & 0x80) != 0) ++window_end;
    const std::string_view window(checked_, static_cast<size_t>(window_end - checked_));
    const std::optional<BadText> bad = FindBadText(window);
    if (bad) return RefuseText(checked_ + bad->offset, *bad);
    checked_ = window_end;
  }
  return true;
}

bool CsvSource::RefuseText(const char* place, const BadText& bad) {
  const std::string_view before(row_start_, static_cast<size_t>(place - row_start_));
  const size_t line_start = before.rfind('\n') + 1;
  violations_.Add({.line = row_line_ + std::count(before.begin(), before.end(), '\n'),
                   .column = absl::StrCat("byte ", before.size() - line_start + 1),
                   .rule = bad.rule,
                   .what_to_do = absl::StrCat(bad.what_to_do, "; the reading stopped here")});
  ended_ = true;
  return false;
}

bool CsvSource::ScanLine() {
  cells_.clear();
  unquoted_.clear();
  while (!TakePlainCells()) {
    std::string_view cell;
    if (!ScanCell(cell) || !KeepCell(cell)) return false;
    if (rest_.empty()) return true;
    const char end = rest_.front();
    rest_.remove_prefix(1);
    if (end == separator_) continue;
    if (end == '\r') rest_.remove_prefix(1);  // Its LF: AtEnd saw it.
    ++line_;
    return true;
  }
  return true;
}

bool CsvSource::TakePlainCells() {
  const char* begin = rest_.data();
  const char* const end = begin + rest_.size();
  bool line_ended = false;
  while (!line_ended && cells_.size() < limits_.columns) {
    const char* stop = begin;
    while (stop != end && !special_[static_cast<uint8_t>(*stop)]) ++stop;
    const std::string_view cell(begin, static_cast<size_t>(stop - begin));
    if (stop == end || cell.size() > limits_.cell_bytes || HasOuterSpace(cell)) break;
    if (*stop == '\r' && stop + 1 != end && stop[1] == '\n') ++stop;
    if (*stop != separator_ && *stop != '\n') break;
    cells_.push_back({cell.empty() ? CellKind::kEmpty : CellKind::kText, cell});
    line_ended = *stop == '\n';
    begin = stop + 1;
  }
  rest_ = {begin, static_cast<size_t>(end - begin)};
  if (line_ended) ++line_;
  return line_ended;
}

bool CsvSource::ScanCell(std::string_view& cell) {
  if (cells_.size() == limits_.columns) {
    return Refuse(absl::StrCat("more than ", limits_.columns, " columns"),
                  absl::StrCat("a table has at most ", limits_.columns, " columns"),
                  "remove the columns that are not needed");
  }
  return !rest_.empty() && rest_.front() == '"' ? ScanQuoted(cell) : ScanPlain(cell);
}

bool CsvSource::KeepCell(std::string_view cell) {
  if (cell.size() > limits_.cell_bytes) {
    return Refuse(cell, "a cell has at most 32 KiB", "shorten the cell");
  }
  const std::string_view trimmed = Trim(cell);
  if (trimmed.size() != cell.size() && trimmed_++ == 0) first_trimmed_ = row_line_;
  cells_.push_back({trimmed.empty() ? CellKind::kEmpty : CellKind::kText, trimmed});
  return true;
}

bool CsvSource::CheckLimits() {
  all_cells_ += static_cast<int64_t>(cells_.size());
  // The header is a row of the source and none of the file's.
  if (rows_++ <= limits_.rows && all_cells_ <= limits_.cells) return true;
  violations_.Add(
      {.line = row_line_,
       .value = all_cells_ > limits_.cells ? absl::StrCat("more than ", limits_.cells, " cells")
                                           : absl::StrCat("more than ", limits_.rows, " rows"),
       .rule =
           absl::StrCat("a file has at most ", limits_.rows, " rows and ", limits_.cells, " cells"),
       .what_to_do = "cut the file into several; the reading stopped here"});
  ended_ = true;
  return false;
}

bool CsvSource::AtEnd(bool& sound) {
  if (rest_.empty() || rest_.front() == separator_ || rest_.front() == '\n') return true;
  if (rest_.front() != '\r') return false;
  if (rest_.size() > 1 && rest_[1] == '\n') return true;
  sound = Refuse("", "lines end with LF or CRLF, not with CR alone",
                 "save the file again with Windows or Unix line ends");
  return true;
}

bool CsvSource::ScanPlain(std::string_view& cell) {
  const std::string_view start = rest_;
  const auto* const end = std::find_if(rest_.begin(), rest_.end(),
                                       [&](char c) { return special_[static_cast<uint8_t>(c)]; });
  rest_.remove_prefix(static_cast<size_t>(end - rest_.begin()));
  cell = start.substr(0, start.size() - rest_.size());
  bool sound = true;
  if (AtEnd(sound)) return sound;
  return Refuse(start.substr(0, cell.size() + 1), "a quote stands only around a whole cell",
                "quote the cell and double the quotes");
}

bool CsvSource::ScanQuoted(std::string_view& cell) {
  rest_.remove_prefix(1);
  const std::string_view start = rest_;
  bool doubled = false;
  while (true) {
    const size_t quote = rest_.find('"');
    if (quote == std::string_view::npos) {
      line_ = row_line_;
      return Refuse(start, "a quote that opens a cell closes it as well", "close the quote");
    }
    line_ += std::count(rest_.begin(), rest_.begin() + static_cast<ptrdiff_t>(quote), '\n');
    rest_.remove_prefix(quote + 1);
    // Doubled quotes take two bytes each.
    if (start.size() - rest_.size() > 2 * limits_.cell_bytes + 1) {
      return Refuse(start, "a cell has at most 32 KiB", "shorten the cell");
    }
    if (rest_.empty() || rest_.front() != '"') break;
    doubled = true;
    rest_.remove_prefix(1);
  }
  cell = start.substr(0, start.size() - rest_.size() - 1);
  bool sound = true;
  if (!AtEnd(sound)) {
    return Refuse(cell, "nothing follows a closing quote but the next cell",
                  "double the quotes inside the cell");
  }
  if (HasBareReturn(cell)) {
    return Refuse(cell, "lines end with LF or CRLF, not with CR alone",
                  "save the file again with Windows or Unix line ends");
  }
  if (doubled) cell = Undouble(cell);
  return sound;
}

std::string_view CsvSource::Undouble(std::string_view cell) {
  std::string& text = unquoted_.emplace_back();
  for (size_t i = 0; i < cell.size(); ++i) {
    text.push_back(cell[i]);
    if (cell[i] == '"') ++i;
  }
  return text;
}

}  // namespace peerage::ingestion
