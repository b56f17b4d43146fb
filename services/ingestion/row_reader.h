// What every format's rows have in common: names of forces, months, numbers,
// each with its findings. One for a whole sheet.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "services/ingestion/area_finder.h"
#include "services/ingestion/cell_rules.h"
#include "services/ingestion/format_reader.h"
#include "services/ingestion/headed_rows.h"
#include "services/ingestion/text_cache.h"

namespace peerage::ingestion {

class RowReader {
 public:
  // Everything but the options outlives it.
  RowReader(HeadedRows& rows, const ReadOptions& options, const core::DatasetReference& reference,
            Findings& violations, Findings& warnings);

  // Goes on to the next row, of which the members below speak; false at the end.
  bool Next() { return rows_.Next(); }
  int64_t line() const { return rows_.line(); }
  // Empty when the table has no such column. Here and below, a column's name
  // outlives the reader, and stays as it is.
  std::string_view Cell(const char* column) const {
    const KnownColumn& known = columns_[SlotOf(column)];
    const std::optional<size_t> place = known.name == column ? known.place : PlaceOf(column);
    return place ? rows_.At(*place).text : std::string_view();
  }

  void Refuse(const char* column, std::string rule, std::string what_to_do);
  // The cell's value is wrong wherever it stands: one violation for all lines.
  void RefuseValue(const char* column, std::string rule, std::string what_to_do);

  // The place of the area, of whatever kind, that the cell names by id, name or
  // alias, or by a name that it had in periods that end in `month`. Nothing when
  // it is unknown (a violation).
  std::optional<uint32_t> Area(const char* column, std::optional<core::Month> month);
  // The same for a force. Nothing also for an area that is none (skipped and
  // counted).
  std::optional<uint32_t> Force(const char* column, std::optional<core::Month> month);
  // Whether the cell holds the area's ONS code: it is there to catch a row that
  // got under another area's name.
  bool CodeFits(const char* column, const core::Area& area);
  // "YYYY-MM", or a day "YYYY-MM-DD" taken as its month.
  std::optional<core::Month> MonthEnd(const char* column);
  // The same, of March, June, September or December.
  std::optional<core::Month> QuarterEnd(const char* column);
  // A whole number within bounds.
  std::optional<int64_t> Whole(const char* column, int64_t least, int64_t most);
  // A figure of the series, scaled by its decimals; negative ones only where
  // the series allows them, with a warning.
  std::optional<int64_t> Figure(const char* column, const core::Series& series);

  // Whether the cell is of a kind that a number may be written in; otherwise a
  // violation.
  bool MayBeNumber(const char* column);
  // The place of a series; none when it is not declared.
  std::optional<uint32_t> SeriesPlace(const std::string& id) const;
  // The same for a series that the cell's text makes; a violation when it is
  // not declared.
  std::optional<uint32_t> DeclaredSeries(const char* column, const std::string& id);

  // Says how many rows of which areas were skipped. Call once, at the end.
  void ReportSkipped();

 private:
  CellPlace Place(const char* column) const { return {line(), column, Cell(column)}; }

  // Where a column would stand in columns_.
  static size_t SlotOf(const char* column) {
    const auto address = reinterpret_cast<uintptr_t>(column);
    return (address ^ (address >> 6)) % kColumnSlots;
  }
  // The place of a column; none when it is absent.
  std::optional<size_t> PlaceOf(const char* column) const;

  HeadedRows& rows_;
  const ReadOptions& options_;
  const core::DatasetReference& reference_;
  Findings& violations_;
  Findings& warnings_;
  // A column's place by its name's address, for names are literals; by some of
  // the address's bits, as a hash table.
  static constexpr size_t kColumnSlots = 64;
  struct KnownColumn {
    const char* name = nullptr;
    std::optional<size_t> place;
  };
  mutable std::array<KnownColumn, kColumnSlots> columns_;
  // What was found without a word to say about it.
  TextCache<core::Month> month_ends_;
  AreaFinder areas_;
  std::map<std::string, uint32_t, std::less<>> series_;
};

}  // namespace peerage::ingestion
