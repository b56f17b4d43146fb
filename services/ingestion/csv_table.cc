#include "services/ingestion/csv_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/text_rules.h"

namespace peerage::ingestion {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view Trim(std::string_view cell) {
  const auto space = [](char c) { return c == ' ' || c == '\t'; };
  while (!cell.empty() && space(cell.front())) cell.remove_prefix(1);
  while (!cell.empty() && space(cell.back())) cell.remove_suffix(1);
  return cell;
}

}  // namespace

// Goes over the bytes once. A `false` from a member means that a violation was
// reported and that reading ends.
class CsvScanner {
 public:
  CsvScanner(std::string_view bytes, const CsvLimits& limits, Findings& violations,
             Findings& warnings)
      : rest_(bytes), limits_(limits), violations_(violations), warnings_(warnings) {}

  CsvTable Scan() {
    if (!CheckEncoding()) return std::move(table_);
    if (rest_.empty()) {
      Refuse("", "", "a file begins with a header line", "send a file with its header and rows");
      return std::move(table_);
    }
    std::vector<std::string_view> cells;
    while (!rest_.empty()) {
      row_line_ = line_;
      cells.clear();
      if (!ScanLine(cells) || !TakeLine(cells)) break;
    }
    if (trimmed_ > 0) {
      warnings_.Add({.line = first_trimmed_,
                     .value = absl::StrCat(trimmed_, " cells"),
                     .rule = "spaces around a cell are not part of it",
                     .what_to_do = "nothing; they were cut"});
    }
    return std::move(table_);
  }

 private:
  // Damage to the structure leaves no telling where the next cell begins.
  void Refuse(std::string column, std::string_view value, std::string rule,
              const std::string& todo) {
    violations_.Add({line_, std::move(column), std::string(value), std::move(rule),
                     absl::StrCat(todo, "; the reading stopped here")});
  }

  bool CheckEncoding() {
    if (rest_.substr(0, 2) == "\xFF\xFE" || rest_.substr(0, 2) == "\xFE\xFF") {
      Refuse("", "UTF-16", "the file is UTF-8 text", "save it again as 'CSV UTF-8'");
      return false;
    }
    if (rest_.substr(0, 3) == kByteOrderMark) {
      rest_.remove_prefix(3);
      warnings_.Add({.line = 1,
                     .rule = "the file begins with a byte order mark",
                     .what_to_do = "nothing; it was dropped"});
    }
    const std::optional<BadText> bad = FindBadText(rest_);
    if (!bad.has_value()) return true;
    line_ += std::count(rest_.begin(), rest_.begin() + static_cast<ptrdiff_t>(bad->offset), '\n');
    const size_t line_start = rest_.substr(0, bad->offset).rfind('\n') + 1;
    Refuse(absl::StrCat("byte ", bad->offset - line_start + 1), "", bad->rule, bad->what_to_do);
    return false;
  }

  // Where a cell stands, for messages: by name once the header is known.
  std::string ColumnName(size_t index) const {
    return index < table_.columns_.size() ? table_.columns_[index]
                                          : absl::StrCat("column ", index + 1);
  }

  bool ScanLine(std::vector<std::string_view>& cells) {
    while (true) {
      if (cells.size() == limits_.columns) {
        Refuse("", absl::StrCat("more than ", limits_.columns, " columns"),
               absl::StrCat("a table has at most ", limits_.columns, " columns"),
               "remove the columns that the format does not name");
        return false;
      }
      std::string_view cell;
      const std::string column = ColumnName(cells.size());
      const bool sound = !rest_.empty() && rest_.front() == '"' ? ScanQuoted(column, cell)
                                                                : ScanPlain(column, cell);
      if (!sound) return false;
      if (cell.size() > limits_.cell_bytes) {
        Refuse(column, cell.substr(0, 64), "a cell has at most 32 KiB", "shorten the cell");
        return false;
      }
      cells.push_back(Trimmed(cell));
      if (rest_.empty()) return true;
      const char end = rest_.front();
      rest_.remove_prefix(1);
      if (end == ',') continue;
      if (end == '\r') rest_.remove_prefix(1);  // Its LF: ScanPlain and ScanQuoted saw it.
      ++line_;
      return true;
    }
  }

  std::string_view Trimmed(std::string_view cell) {
    const std::string_view trimmed = Trim(cell);
    if (trimmed.size() != cell.size() && trimmed_++ == 0) first_trimmed_ = row_line_;
    return trimmed;
  }

  // True when a cell may end here; a CR that no LF follows is refused.
  bool AtEnd(const std::string& column, bool& sound) {
    if (rest_.empty() || rest_.front() == ',' || rest_.front() == '\n') return true;
    if (rest_.front() != '\r') return false;
    if (rest_.size() > 1 && rest_[1] == '\n') return true;
    Refuse(column, "", "lines end with LF or CRLF, not with CR alone",
           "save the file again with Windows or Unix line ends");
    sound = false;
    return true;
  }

  bool ScanPlain(const std::string& column, std::string_view& cell) {
    const std::string_view start = rest_;
    bool sound = true;
    while (!AtEnd(column, sound)) {
      if (rest_.front() == '"') {
        Refuse(column, start.substr(0, std::min<size_t>(start.size() - rest_.size() + 1, 64)),
               "a quote stands only around a whole cell", "quote the cell and double the quotes");
        return false;
      }
      rest_.remove_prefix(1);
    }
    cell = start.substr(0, start.size() - rest_.size());
    return sound;
  }

  bool ScanQuoted(const std::string& column, std::string_view& cell) {
    rest_.remove_prefix(1);
    const std::string_view start = rest_;
    bool doubled = false;
    while (true) {
      const size_t quote = rest_.find('"');
      if (quote == std::string_view::npos) {
        line_ = row_line_;
        Refuse(column, start.substr(0, 64), "a quote that opens a cell closes it as well",
               "close the quote");
        return false;
      }
      line_ += std::count(rest_.begin(), rest_.begin() + static_cast<ptrdiff_t>(quote), '\n');
      rest_.remove_prefix(quote + 1);
      if (rest_.empty() || rest_.front() != '"') break;
      doubled = true;
      rest_.remove_prefix(1);
    }
    cell = start.substr(0, start.size() - rest_.size() - 1);
    bool sound = true;
    if (!AtEnd(column, sound)) {
      Refuse(column, cell.substr(0, 64), "nothing follows a closing quote but the next cell",
             "double the quotes inside the cell");
      return false;
    }
    if (doubled) cell = Undouble(cell);
    return sound;
  }

  std::string_view Undouble(std::string_view cell) {
    std::string& text = table_.unquoted_.emplace_back();
    for (size_t i = 0; i < cell.size(); ++i) {
      text.push_back(cell[i]);
      if (cell[i] == '"') ++i;
    }
    return text;
  }

  // A header without a comma but with another separator in it.
  bool CheckSeparator() {
    if (table_.columns_.size() != 1) return true;
    const std::string& header = table_.columns_.front();
    const char* separator = header.find(';') != std::string::npos    ? "semicolons"
                            : header.find('\t') != std::string::npos ? "tabs"
                                                                     : nullptr;
    if (separator == nullptr) return true;
    violations_.Add({1, "", header.substr(0, 64),
                     absl::StrCat("columns are separated by commas, not by ", separator),
                     "save the file again with commas"});
    table_.columns_.clear();
    return false;
  }

  // Whether nothing but line ends is left: blank last lines are no rows.
  bool AtBlankEnd() const { return rest_.find_first_not_of("\r\n") == std::string_view::npos; }

  bool TakeLine(const std::vector<std::string_view>& cells) {
    if (table_.columns_.empty()) {
      for (const std::string_view cell : cells) table_.columns_.emplace_back(cell);
      return CheckSeparator();
    }
    if (cells.size() == 1 && cells[0].empty() && AtBlankEnd()) return false;
    if (cells.size() != table_.columns_.size()) {
      violations_.Add(
          {row_line_, "", absl::StrCat(cells.size(), " cells"),
           absl::StrCat("each line has as many cells as the header, ", table_.columns_.size()),
           cells.size() == 1 && cells[0].empty() ? "remove the empty line"
                                                 : "add or remove cells"});
      return true;
    }
    if (table_.lines_.size() == limits_.rows ||
        table_.cells_.size() + cells.size() > limits_.cells) {
      violations_.Add(
          {row_line_, "", absl::StrCat("more than ", table_.lines_.size(), " rows"),
           absl::StrCat("a file has at most ", limits_.rows, " rows and ", limits_.cells, " cells"),
           "cut the file into several"});
      return false;
    }
    table_.lines_.push_back(row_line_);
    table_.cells_.insert(table_.cells_.end(), cells.begin(), cells.end());
    return true;
  }

  std::string_view rest_;
  const CsvLimits& limits_;
  Findings& violations_;
  Findings& warnings_;
  CsvTable table_;
  // Of rest_, and of the beginning of the present row: they differ in a row
  // with a line end inside quotes.
  int64_t line_ = 1;
  int64_t row_line_ = 1;
  int64_t trimmed_ = 0;
  int64_t first_trimmed_ = 0;
};

CsvTable CsvTable::Parse(std::string_view bytes, Findings& violations, Findings& warnings,
                         const CsvLimits& limits) {
  return CsvScanner(bytes, limits, violations, warnings).Scan();
}

std::optional<size_t> CsvTable::Column(std::string_view name) const {
  const auto found = std::find(columns_.begin(), columns_.end(), name);
  if (found == columns_.end()) return std::nullopt;
  return static_cast<size_t>(found - columns_.begin());
}

}  // namespace peerage::ingestion
