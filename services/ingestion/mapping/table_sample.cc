#include "services/ingestion/mapping/table_sample.h"

#include <algorithm>
#include <deque>
#include <string_view>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "services/ingestion/clipped_text.h"
#include "services/ingestion/scaled_number.h"

namespace peerage::ingestion {
namespace {

constexpr size_t kCellCharacters = 200;
constexpr int kMostDecimals = 9;
// Two names of areas make a table; one may stand in a title.
constexpr size_t kAreasNeeded = 2;

bool NamesArea(const SampleCell& cell, AreaFinder& areas) {
  return !cell.text.empty() && areas.Find(cell.text).has_value();
}

size_t CountAreas(const SampleRow& row, AreaFinder& areas) {
  return std::count_if(row.cells.begin(), row.cells.end(),
                       [&](const SampleCell& cell) { return NamesArea(cell, areas); });
}

SampleRow Kept(const TableRow& row) {
  SampleRow kept{.line = row.line};
  for (const Cell& cell : row.cells) {
    kept.cells.push_back({cell.kind, Clipped(cell.text, kCellCharacters)});
  }
  return kept;
}

SampleSheet TakeSheet(TableSource& source, const Sheet& sheet) {
  SampleSheet kept{.name = sheet.name};
  while (kept.rows.size() < kSampleRows) {
    const TableRow* row = source.NextRow();
    if (row == nullptr) break;
    kept.rows.push_back(Kept(*row));
  }
  return kept;
}

// "E23000028": a police force area's code, or another area's.
bool IsCode(std::string_view text) {
  return text.size() == 9 && (text[0] == 'E' || text[0] == 'W' || text[0] == 'K') &&
         std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What a cell would be as a number: without separators and signs.
bool IsNumber(std::string text) {
  text = absl::StrReplaceAll(text, {{",", ""}, {" ", ""}});
  if (absl::EndsWith(text, "%")) text.pop_back();
  const size_t point = text.find('.');
  if (point != std::string::npos) text.resize(std::min(text.size(), point + 1 + kMostDecimals));
  int64_t value = 0;
  return !ParseScaled(text, kMostDecimals, value);
}

void Count(const SampleCell& cell, AreaFinder& areas, SampleColumn& column) {
  if (cell.text.empty()) return;
  ++column.filled;
  if (NamesArea(cell, areas)) ++column.areas;
  if (IsCode(cell.text)) ++column.codes;
  if (cell.kind != CellKind::kDate && IsNumber(cell.text)) {
    ++column.numbers;
    if (cell.kind == CellKind::kPercent || absl::EndsWith(cell.text, "%")) ++column.percentages;
    if (absl::StrContains(cell.text, ",")) ++column.separated;
  } else {
    ++column.texts[cell.text];
  }
}

std::optional<PeriodForm> FormOf(const SampleSheet& sheet, const SampleTable& table,
                                 const SampleColumn& column) {
  for (const auto& [name, form] : PeriodForms()) {
    size_t read = 0;
    for (size_t i = table.first; i < table.last; ++i) {
      if (ParsePeriod(form, sheet.rows[i].Text(column.place))) ++read;
    }
    if (read > 0 && 10 * read >= 9 * column.filled) return form;
  }
  return std::nullopt;
}

// The column most of whose cells name areas, with the row that first does.
std::optional<std::pair<size_t, size_t>> FindForces(const SampleSheet& sheet, AreaFinder& areas) {
  std::map<size_t, std::pair<size_t, size_t>> counts;
  for (size_t i = 0; i < sheet.rows.size(); ++i) {
    for (size_t j = 0; j < sheet.rows[i].cells.size(); ++j) {
      if (!NamesArea(sheet.rows[i].cells[j], areas)) continue;
      const auto known = counts.try_emplace(j, std::pair<size_t, size_t>(0, i)).first;
      ++known->second.first;
    }
  }
  const auto most = std::max_element(
      counts.begin(), counts.end(),
      [](const auto& a, const auto& b) { return a.second.first < b.second.first; });
  if (most == counts.end() || most->second.first < kAreasNeeded) return std::nullopt;
  return std::pair(most->first, most->second.second);
}

// A header's upper row has names beyond the first column; a title has not.
bool IsUpperRow(const SampleSheet& sheet, size_t header) {
  if (header == 0 || sheet.rows[header - 1].line + 1 != sheet.rows[header].line) return false;
  const std::vector<SampleCell>& cells = sheet.rows[header - 1].cells;
  return std::any_of(cells.begin() + std::min<size_t>(1, cells.size()), cells.end(),
                     [](const SampleCell& cell) { return !cell.text.empty(); });
}

void FindEnd(const SampleSheet& sheet, AreaFinder& areas, SampleTable& table) {
  table.last = sheet.rows.size();
  for (size_t i = table.first + 1; i < sheet.rows.size(); ++i) {
    const bool blank = sheet.rows[i].Filled() == 0;
    if (!blank && sheet.rows[i].line == sheet.rows[i - 1].line + 1) continue;
    const bool goes_on = std::any_of(sheet.rows.begin() + static_cast<ptrdiff_t>(i),
                                     sheet.rows.end(), [&](const SampleRow& row) {
                                       return table.force
                                                  ? row.cells.size() > *table.force &&
                                                        NamesArea(row.cells[*table.force], areas)
                                                  : row.Filled() > 2;
                                     });
    if (goes_on) continue;
    table.last = i;
    table.ends_at_blank_row = true;
    return;
  }
}

void ReadColumns(const SampleSheet& sheet, AreaFinder& areas, SampleTable& table) {
  std::deque<std::vector<std::string>> header;
  for (size_t i = table.header + 1 - static_cast<size_t>(table.header_rows); i <= table.header;
       ++i) {
    std::vector<std::string>& texts = header.emplace_back();
    for (const SampleCell& cell : sheet.rows[i].cells) texts.push_back(TidyHeading(cell.text));
  }
  const std::vector<ColumnName> names = JoinHeader(header);
  for (size_t j = 0; j < names.size(); ++j) {
    SampleColumn& column = table.columns.emplace_back();
    column.place = j;
    column.name = names[j];
    for (size_t i = table.first; i < table.last; ++i) {
      if (j < sheet.rows[i].cells.size()) Count(sheet.rows[i].cells[j], areas, column);
    }
    if (column.filled > 0) column.form = FormOf(sheet, table, column);
  }
}

}  // namespace

const std::string& SampleRow::Text(size_t column) const {
  static const auto& kNone = *new std::string();
  return column < cells.size() ? cells[column].text : kNone;
}

size_t SampleRow::Filled() const {
  return std::count_if(cells.begin(), cells.end(),
                       [](const SampleCell& cell) { return !cell.text.empty(); });
}

SampleSheet TakeSample(TableSource& source, AreaFinder& areas) {
  SampleSheet best;
  size_t most = 0;
  while (const Sheet* sheet = source.NextSheet()) {
    if (sheet->hidden) continue;
    SampleSheet sample = TakeSheet(source, *sheet);
    size_t named = 0;
    for (const SampleRow& row : sample.rows) named += CountAreas(row, areas);
    if (best.rows.empty() ? !sample.rows.empty() : named > most) {
      most = named;
      best = std::move(sample);
    }
  }
  return best;
}

std::optional<SampleTable> FindTable(const SampleSheet& sheet, AreaFinder& areas) {
  SampleTable table;
  const auto crosstab =
      std::find_if(sheet.rows.begin(), sheet.rows.end(),
                   [&](const SampleRow& row) { return CountAreas(row, areas) >= kAreasNeeded; });
  const auto forces = FindForces(sheet, areas);
  if (forces) {
    table.force = forces->first;
    table.first = forces->second;
    // Above the first force stands the header, if anything does.
    if (table.first == 0) return std::nullopt;
    table.header = table.first - 1;
    while (table.header > 0 && sheet.rows[table.header].Filled() == 0) --table.header;
  } else if (crosstab != sheet.rows.end()) {
    table.header = static_cast<size_t>(crosstab - sheet.rows.begin());
    table.first = table.header + 1;
    for (size_t j = 0; j < crosstab->cells.size(); ++j) {
      if (NamesArea(crosstab->cells[j], areas)) table.force_columns.insert(j);
    }
  } else {
    return std::nullopt;
  }
  if (IsUpperRow(sheet, table.header)) table.header_rows = 2;
  FindEnd(sheet, areas, table);
  ReadColumns(sheet, areas, table);
  if (table.force && *table.force >= table.columns.size()) return std::nullopt;
  return table;
}

}  // namespace peerage::ingestion
