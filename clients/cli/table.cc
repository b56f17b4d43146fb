#include "clients/cli/table.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "clients/cli/paragraph.h"

namespace peerage::cli {
namespace {

constexpr int kGap = 2;
// No column is made narrower than this, nor than its longest word.
constexpr int kNarrowest = 6;

int Total(const std::vector<int>& widths) {
  return std::accumulate(widths.begin(), widths.end(), 0) +
         kGap * (static_cast<int>(widths.size()) - 1);
}

void TrimRight(std::string& line) { line.erase(line.find_last_not_of(' ') + 1); }

}  // namespace

void Table::AddRow(std::vector<Cell> cells) {
  cells.resize(columns_.size());
  for (Cell& cell : cells) cell.text = Printable(cell.text);
  rows_.push_back({std::move(cells), ""});
}

void Table::AddHeading(const std::string& text) { rows_.push_back({{}, Printable(text)}); }

std::vector<int> Table::Widths(int available) const {
  std::vector<int> widths;
  std::vector<int> least;
  for (size_t i = 0; i < columns_.size(); ++i) {
    int width = CellWidth(columns_[i].title);
    int narrowest = std::max(kNarrowest, LongestWord(columns_[i].title));
    for (const Row& row : rows_) {
      if (row.cells.empty()) continue;
      width = std::max(width, CellWidth(row.cells[i].text));
      narrowest = std::max(narrowest, LongestWord(row.cells[i].text));
    }
    widths.push_back(width);
    least.push_back(std::min(width, narrowest));
  }
  // Take cell by cell from the widest column that can still give.
  while (available > 0 && Total(widths) > available) {
    int widest = -1;
    for (int i = 0; i < static_cast<int>(widths.size()); ++i) {
      if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) widest = i;
    }
    if (widest < 0) break;
    --widths[widest];
  }
  return widths;
}

std::string Table::Line(const Terminal& terminal, const std::vector<Cell>& cells,
                        const std::vector<int>& widths) const {
  std::vector<std::vector<std::string>> wrapped;
  size_t height = 1;
  for (size_t i = 0; i < cells.size(); ++i) {
    wrapped.push_back(WrapWords(cells[i].text, widths[i]));
    height = std::max(height, wrapped.back().size());
  }
  std::string lines;
  for (size_t row = 0; row < height; ++row) {
    std::string line;
    for (size_t i = 0; i < cells.size(); ++i) {
      const std::string text = row < wrapped[i].size() ? wrapped[i][row] : "";
      const std::string pad(std::max(0, widths[i] - CellWidth(text)), ' ');
      const std::string painted = text.empty() ? "" : Paint(terminal, cells[i].tone, text);
      if (i > 0) line.append(kGap, ' ');
      line += columns_[i].align == Align::kRight ? pad + painted : painted + pad;
    }
    TrimRight(line);
    lines += line + "\n";
  }
  return lines;
}

Table Table::Filled() const {
  std::vector<size_t> kept;
  for (size_t i = 0; i < columns_.size(); ++i) {
    const bool filled = std::any_of(rows_.begin(), rows_.end(), [i](const Row& row) {
      return !row.cells.empty() && !row.cells[i].text.empty();
    });
    if (filled) kept.push_back(i);
  }
  std::vector<Column> columns;
  columns.reserve(kept.size());
  for (const size_t i : kept) columns.push_back(columns_[i]);
  Table filled(std::move(columns));
  for (const Row& row : rows_) {
    Row& copy = filled.rows_.emplace_back(Row{{}, row.heading});
    if (row.cells.empty()) continue;
    for (const size_t i : kept) copy.cells.push_back(row.cells[i]);
  }
  return filled;
}

std::string Table::Render(const Terminal& terminal) const {
  return rows_.empty() ? "" : Filled().RenderAll(terminal);
}

std::string Table::RenderRecords(const Terminal& terminal) const {
  std::string text;
  for (const Row& row : rows_) {
    if (!text.empty()) text += "\n";
    if (row.cells.empty()) {
      text += Paragraph(terminal, Tone::kStrong, row.heading);
      continue;
    }
    for (size_t i = 0; i < columns_.size(); ++i) {
      const Cell& cell = row.cells[i];
      const size_t begin = cell.text.find_first_not_of(' ');
      if (begin == std::string::npos) continue;
      text += Paragraph(terminal, cell.tone, columns_[i].title + ": " + cell.text.substr(begin), "",
                        "  ");
    }
  }
  return text;
}

std::string Table::RenderAll(const Terminal& terminal) const {
  const std::vector<int> widths = Widths(terminal.columns);
  if (terminal.columns > 0 && Total(widths) > terminal.columns) return RenderRecords(terminal);
  std::vector<Cell> titles;
  for (const Column& column : columns_) titles.push_back({column.title, Tone::kStrong});
  std::string text = Line(terminal, titles, widths);
  std::string rule;
  for (int i = 0; i < Total(widths); ++i) rule += "─";
  text += Paint(terminal, Tone::kDim, rule) + "\n";
  for (const Row& row : rows_) {
    text += row.cells.empty() ? Paragraph(terminal, Tone::kStrong, row.heading)
                              : Line(terminal, row.cells, widths);
  }
  return text;
}

}  // namespace peerage::cli
