// Which series a row's figure belongs to, by what the row's cells say.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "services/core/reference.h"
#include "services/ingestion/cell_rules.h"
#include "services/ingestion/findings.h"
#include "services/ingestion/mapping/mapped_sheet.h"
#include "services/ingestion/mapping/series_name.h"
#include "services/ingestion/mapping/table_mapping.h"
#include "services/ingestion/text_cache.h"

namespace peerage::ingestion {

// The declared series of a dataset, by id; and which were asked for in vain and
// skipped. One for a whole file.
class DeclaredSeries {
 public:
  // The reference outlives it.
  explicit DeclaredSeries(const core::DatasetReference& reference);

  std::optional<uint32_t> Find(std::string_view id) const;
  const core::Series& At(uint32_t place) const { return reference_.series[place]; }
  // The only series of mid-year populations; a violation when there is another
  // number of them.
  std::optional<uint32_t> Population(Findings& violations) const;
  // The declared measure whose denominator the series is, for rows that make
  // "<measure>.denominator"; null when there is none.
  const core::Measure* MeasureOfDenominator(uint32_t place) const;

  void Skip(const std::string& id, int64_t line, int sheet);
  void ReportSkipped(Findings& warnings) const;

 private:
  const core::DatasetReference& reference_;
  std::map<std::string, uint32_t, std::less<>> series_;
  // Some of them; and how many figures there were.
  std::set<std::string> skipped_;
  int64_t skipped_figures_ = 0;
  int64_t first_skipped_ = 0;
  int first_sheet_ = 0;
};

// One figure source on one sheet, whose named columns are there.
class SeriesFinder {
 public:
  // All outlive it.
  SeriesFinder(const SeriesSource& source, const TableMapping& mapping, const MappedSheet& sheet,
               DeclaredSeries& declared, Findings& violations);

  // The series of the sheet's present row: nothing after a violation, or when
  // its series is skipped.
  std::optional<uint32_t> Find();

 private:
  // Empty after a violation, or when the text's rows are skipped.
  std::string IdOfRow();
  std::string IdOfNames();
  std::string IdOfPattern();
  CellPlace PlaceOfText() const;

  const SeriesSource& source_;
  const TableMapping& mapping_;
  const MappedSheet& sheet_;
  DeclaredSeries& declared_;
  Findings& violations_;
  std::vector<PatternPart> parts_;
  // The sheet's columns that the series depends on.
  std::vector<size_t> columns_;
  std::optional<uint32_t> population_;
  // By the texts of those columns.
  TextCache<uint32_t> known_;
  std::string key_;
};

}  // namespace peerage::ingestion
