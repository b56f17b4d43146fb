// The beginning of a table, kept, and what its columns seem to hold.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/ingestion/area_finder.h"
#include "services/ingestion/mapping/mapped_sheet.h"
#include "services/ingestion/mapping/period_form.h"
#include "services/ingestion/table_source.h"

namespace peerage::ingestion {

// So many rows of a sheet are looked at.
inline constexpr size_t kSampleRows = 2000;

struct SampleCell {
  CellKind kind = CellKind::kEmpty;
  // Cut at 200 bytes.
  std::string text;
};

struct SampleRow {
  int64_t line = 0;
  std::vector<SampleCell> cells;

  const std::string& Text(size_t column) const;
  size_t Filled() const;
};

struct SampleSheet {
  std::string name;
  std::vector<SampleRow> rows;
};

// The sheet, hidden ones left, in whose first rows most cells name areas; the
// first with rows when none does.
SampleSheet TakeSample(TableSource& source, AreaFinder& areas);

// What a column's cells are, counted below the header.
struct SampleColumn {
  size_t place = 0;
  ColumnName name;
  size_t filled = 0;
  size_t numbers = 0;
  size_t percentages = 0;
  // Numbers with a comma between thousands.
  size_t separated = 0;
  // Cells that name areas, and ONS codes.
  size_t areas = 0;
  size_t codes = 0;
  // Texts that are no numbers, with how often each stands there.
  std::map<std::string, size_t> texts;
  // The form that nine in ten of its cells have.
  std::optional<PeriodForm> form;

  bool HoldsFigures() const { return filled > 0 && 10 * numbers >= 6 * filled; }
};

// Where the header and the data of a sheet seem to be.
struct SampleTable {
  // Places among the sample's rows. Data rows are [first, last).
  size_t header = 0;
  int header_rows = 1;
  size_t first = 0;
  size_t last = 0;
  // A blank row ends the data, and no area is named below it.
  bool ends_at_blank_row = false;
  std::vector<SampleColumn> columns;
  // The column whose cells name areas.
  std::optional<size_t> force;
  // The columns that name areas themselves: a crosstab.
  std::set<size_t> force_columns;
};

// Nothing when no cell of it names an area that the dataset declares.
std::optional<SampleTable> FindTable(const SampleSheet& sheet, AreaFinder& areas);

}  // namespace peerage::ingestion
