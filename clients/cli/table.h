// Aligned columns for people.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/terminal.h"

namespace peerage::cli {

enum class Align { kLeft, kRight };

struct Column {
  std::string title;
  Align align = Align::kLeft;
};

// Text comes from files and services: it is made printable here.
struct Cell {
  std::string text;
  Tone tone = Tone::kPlain;
};

// A header, a rule and rows; a column of which every cell is empty is left out.
// On a narrow terminal the widest columns break their texts at spaces; on one
// that is too narrow even for that each row becomes a block of "Title: text"
// lines. Elsewhere a row is a line.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // As many cells as columns; a row of fewer is filled up with empty ones.
  void AddRow(std::vector<Cell> cells);
  // A line over the whole width, for a group of rows.
  void AddHeading(const std::string& text);

  // Ends with a line end; empty without rows.
  std::string Render(const Terminal& terminal) const;

 private:
  struct Row {
    std::vector<Cell> cells;
    // Set for a heading, which has no cells.
    std::string heading;
  };

  // The same table without its empty columns.
  Table Filled() const;
  std::string RenderRecords(const Terminal& terminal) const;
  std::string RenderAll(const Terminal& terminal) const;
  std::vector<int> Widths(int available) const;
  std::string Line(const Terminal& terminal, const std::vector<Cell>& cells,
                   const std::vector<int>& widths) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace peerage::cli
