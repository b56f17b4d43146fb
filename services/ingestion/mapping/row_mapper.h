// One sheet's rows as figures.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/ingestion/area_finder.h"
#include "services/ingestion/cell_rules.h"
#include "services/ingestion/format_reader.h"
#include "services/ingestion/mapping/mapped_sheet.h"
#include "services/ingestion/mapping/series_finder.h"
#include "services/ingestion/mapping/sheet_figures.h"
#include "services/ingestion/mapping/table_mapping.h"
#include "services/ingestion/text_cache.h"

namespace peerage::ingestion {

// What the sheets of one file have in common. All outlive their users.
struct MappingContext {
  const TableMapping& mapping;
  const ReadOptions& options;
  AreaFinder& areas;
  DeclaredSeries& series;
  Findings& violations;
  Findings& warnings;
};

// A sheet whose header was found and whose named columns are there.
class RowMapper {
 public:
  RowMapper(const MappingContext& context, MappedSheet& sheet, SheetFigures& figures);

  // Finds the columns of figures, and what the sheet itself says. False after a
  // violation.
  bool Prepare();
  // The sheet's present row.
  void MapRow();

 private:
  struct DatedPeriod {
    core::Month end;
    int months = 0;
  };
  // A column of figures.
  struct Column {
    const FigureSource* source = nullptr;
    size_t place = 0;
    SeriesFinder* series = nullptr;
    // Of a crosstab: what the column's name says.
    std::optional<uint32_t> area;
    std::optional<DatedPeriod> period;
    std::optional<size_t> standard_error;
    std::optional<size_t> sample_size;
  };
  // A figure with its series' decimals, for the measure that the next one ends.
  struct Part {
    int64_t value = 0;
    int decimals = 0;
    CellPlace place;
  };

  bool PrepareColumns(const FigureSource& source);
  // Nothing after a violation, and when the area's rows are skipped. Former names
  // mean an area in their months; without a month nobody.
  std::optional<uint32_t> FindArea(const CellPlace& place, std::optional<core::Month> month,
                                   bool& skipped);
  // `remarked`: whether there was a warning.
  std::optional<DatedPeriod> FindPeriod(const CellPlace& place, bool& remarked);
  // The row's own, where the mapping names columns of them.
  std::optional<uint32_t> AreaOfRow(std::optional<core::Month> month, bool& skipped);
  // Whether the row's area is known without its period.
  bool HasTimelessArea();
  std::optional<DatedPeriod> PeriodOfRow();
  bool CodeFits(uint32_t area);
  void MapCell(const Column& column, std::optional<uint32_t> area,
               std::optional<DatedPeriod> period);
  // False after a violation.
  bool ReadCell(const Column& column, const core::Series& series, FileFigure& figure);
  bool ReadError(const Column& column, const core::Series& series, FileFigure& figure);
  bool PartFits(const Column& column, uint32_t series, const FileFigure& figure);
  CellPlace PlaceOf(size_t column) const;
  void Refuse(const CellPlace& place, NumberProblem problem);

  const MappingContext context_;
  MappedSheet& sheet_;
  SheetFigures& figures_;
  std::vector<std::unique_ptr<SeriesFinder>> finders_;
  std::vector<Column> columns_;
  std::vector<bool> used_;
  std::optional<size_t> force_column_;
  std::optional<size_t> code_column_;
  std::vector<size_t> period_columns_;
  // Of all rows: fixed, or the sheet's name.
  std::optional<uint32_t> sheet_area_;
  std::optional<DatedPeriod> sheet_period_;
  // What was found without a word to say about it, by its text.
  TextCache<DatedPeriod> known_periods_;
  std::string period_text_;
  std::optional<Part> part_;
};

}  // namespace peerage::ingestion
