#include "services/ingestion/mapping/mapped_sheet.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/core/display.h"
#include "services/ingestion/clipped_text.h"
#include "services/ingestion/mapping/series_name.h"

namespace peerage::ingestion {
namespace {

// A quoted cell of CSV may hold line breaks, so that a row is several lines; a
// row of a workbook is one.
int64_t LinesOf(const TableRow& row, const Sheet& sheet) {
  int64_t breaks = 0;
  if (!sheet.name.empty()) return 1;
  for (const Cell& cell : row.cells) breaks += std::count(cell.text.begin(), cell.text.end(), '\n');
  return breaks + 1;
}

bool IsEmpty(const TableRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(),
                     [](const Cell& cell) { return cell.text.empty(); });
}

}  // namespace

std::string TidyHeading(std::string_view text) {
  std::string tidied(text);
  std::replace_if(
      tidied.begin(), tidied.end(),
      [](char c) { return absl::ascii_isspace(static_cast<unsigned char>(c)); }, ' ');
  absl::RemoveExtraAsciiWhitespace(&tidied);
  return tidied;
}

std::vector<ColumnName> JoinHeader(const std::deque<std::vector<std::string>>& rows) {
  size_t width = 0;
  for (const auto& row : rows) width = std::max(width, row.size());
  std::vector<ColumnName> names(width);
  const auto append = [](std::string& name, const std::string& text) {
    if (!text.empty()) absl::StrAppend(&name, name.empty() ? "" : " / ", text);
  };
  for (size_t depth = 0; depth < rows.size(); ++depth) {
    const bool last = depth + 1 == rows.size();
    std::string carried;
    for (size_t i = 0; i < width; ++i) {
      const std::string text = i < rows[depth].size() ? rows[depth][i] : "";
      if (last) {
        names[i].lower = text;
        continue;
      }
      if (!text.empty()) carried = text;
      append(names[i].upper, carried);
    }
  }
  for (ColumnName& name : names) {
    name.whole = name.upper;
    append(name.whole, name.lower);
  }
  return names;
}

bool MappedSheet::IsHeader(const std::vector<std::string>& texts) const {
  const HeaderPlace& place = mapping_.header;
  return std::all_of(place.having.begin(), place.having.end(), [&](const std::string& name) {
    return std::find(texts.begin(), texts.end(), name) != texts.end();
  });
}

bool MappedSheet::FindHeader() {
  const HeaderPlace& place = mapping_.header;
  const bool searched = !place.having.empty();
  std::deque<std::vector<std::string>> rows;
  for (int seen = 0; !searched || seen < kHeaderSearch; ++seen) {
    const TableRow* row = source_.NextRow();
    if (row == nullptr || (place.row && row->line > *place.row)) return false;
    has_rows_ = true;
    next_line_ = row->line + LinesOf(*row, sheet_);
    std::vector<std::string>& texts = rows.emplace_back();
    for (const Cell& cell : row->cells) texts.push_back(TidyHeading(cell.text));
    if (static_cast<int>(rows.size()) > place.rows) rows.pop_front();
    if (place.row  ? row->line < *place.row
        : searched ? !IsHeader(rows.back())
                   : static_cast<int>(rows.size()) < place.rows) {
      continue;
    }
    header_line_ = row->line;
    columns_ = JoinHeader(rows);
    // A sheet may have formatted cells beyond the last column.
    while (!sheet_.name.empty() && !columns_.empty() && columns_.back().lower.empty()) {
      columns_.pop_back();
    }
    return !columns_.empty();
  }
  return false;
}

std::optional<size_t> MappedSheet::Column(std::string_view name) const {
  const auto found = std::find_if(columns_.begin(), columns_.end(), [&](const ColumnName& column) {
    return column.lower == name || column.whole == name;
  });
  if (found == columns_.end()) return std::nullopt;
  return static_cast<size_t>(found - columns_.begin());
}

bool MappedSheet::CheckNamedColumns() {
  bool sound = true;
  const auto refuse = [&](const std::string& name, std::string rule, std::string todo) {
    violations_.Add({header_line_, name, name, std::move(rule), std::move(todo)});
    sound = false;
  };
  for (const std::string& name : NamedColumns(mapping_)) {
    const auto whole = std::count_if(columns_.begin(), columns_.end(),
                                     [&](const ColumnName& c) { return c.whole == name; });
    std::vector<std::string> under;
    for (const ColumnName& c : columns_) {
      if (c.lower == name) under.push_back(absl::StrCat("'", c.whole, "'"));
    }
    if (whole > 1) {
      refuse(name, "a column stands once", "remove one of the two");
    } else if (whole == 0 && under.size() > 1) {
      refuse(name, absl::StrCat("columns of this name stand under several headings"),
             absl::StrCat("say which: ", core::JoinWithAnd(under)));
    } else if (!Column(name)) {
      refuse(name, absl::StrCat(WordsOf(mapping_), " needs this column"),
             mapping_.built_in ? "add the column, or choose the format that the file is in"
                               : "add the column, or correct the mapping");
    }
  }
  if (!sound) return false;
  for (const SkipRule& rule : mapping_.skip_rows) rule_columns_.push_back(*Column(rule.column));
  return true;
}

bool MappedSheet::CheckOtherColumns(const std::vector<bool>& used) {
  if (mapping_.other_columns == OtherColumns::kIgnore) return true;
  bool sound = true;
  for (size_t i = 0; i < columns_.size(); ++i) {
    const std::string name = columns_[i].whole;
    const bool allowed =
        used[i] || std::find(mapping_.unused_columns.begin(), mapping_.unused_columns.end(),
                             name) != mapping_.unused_columns.end();
    if (allowed) continue;
    violations_.Add(
        {header_line_, name, name, absl::StrCat(WordsOf(mapping_), " has no such column"),
         mapping_.built_in ? "remove the column, or choose the format that the file is in"
                           : "remove the column, or name it in other_columns"});
    sound = false;
  }
  return sound;
}

bool MappedSheet::FollowsBlankRow() const { return row_->line > next_line_; }

bool MappedSheet::IsSkipped() const {
  for (size_t i = 0; i < mapping_.skip_rows.size(); ++i) {
    const SkipRule& rule = mapping_.skip_rows[i];
    const std::string_view text = At(rule_columns_[i]).text;
    if (!rule.like.empty() ? IsLike(text, rule.like)
                           : std::find(rule.is.begin(), rule.is.end(), text) != rule.is.end()) {
      return true;
    }
  }
  return false;
}

bool MappedSheet::Next() {
  while ((row_ = source_.NextRow()) != nullptr) {
    const bool blank = IsEmpty(*row_);
    if (mapping_.ends_at_blank_row && (blank || FollowsBlankRow())) ended_ = true;
    next_line_ = row_->line + LinesOf(*row_, sheet_);
    // The rest of the sheet is run through, so that its faults are told.
    if (blank) continue;
    if (ended_ || IsSkipped()) {
      if (skipped_++ == 0) first_skipped_ = row_->line;
      continue;
    }
    if (!HasRightLength()) continue;
    ++rows_;
    return true;
  }
  return false;
}

bool MappedSheet::HasRightLength() {
  const auto refuse = [&](std::string value, std::string rule, const char* todo) {
    violations_.Add({.line = row_->line,
                     .value = std::move(value),
                     .rule = std::move(rule),
                     .what_to_do = todo});
    return false;
  };
  const std::span<const Cell> cells = row_->cells;
  if (sheet_.name.empty()) {
    if (cells.size() == columns_.size()) return true;
    return refuse(absl::StrCat(cells.size(), " cells"),
                  absl::StrCat("each line has as many cells as the header, ", columns_.size()),
                  "add or remove cells, or let the mapping skip the line");
  }
  if (mapping_.other_columns == OtherColumns::kIgnore) return true;
  for (size_t i = columns_.size(); i < cells.size(); ++i) {
    if (cells[i].kind == CellKind::kEmpty) continue;
    return refuse(Clipped(cells[i].text),
                  absl::StrCat("a row's cells stand below the header's ", columns_.size(),
                               " columns; this one is in column ", i + 1),
                  "give the column a name, or remove the cell");
  }
  return true;
}

void MappedSheet::ReportSkipped() {
  if (skipped_ == 0) return;
  warnings_.Add({.line = first_skipped_,
                 .value = absl::StrCat(skipped_, skipped_ == 1 ? " row" : " rows"),
                 .rule = "the mapping skips these rows",
                 .what_to_do = "nothing, if they are no data"});
}

}  // namespace peerage::ingestion
