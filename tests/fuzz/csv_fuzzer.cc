// Bytes as a table of one of the formats: the first byte chooses which, the
// rest is the file. A table that is sound says the same when it is written out
// again, and figures do not depend on the order of rows.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "services/ingestion/csv_source.h"
#include "services/ingestion/format_reader.h"
#include "services/ingestion/headed_rows.h"
#include "tests/fuzz/demand.h"
#include "tests/testing/import_reference.h"

namespace peerage::ingestion {
namespace {

constexpr std::array<const char*, 4> kFormats = {"tidy", "ho-quarterly-indicators",
                                                 "ons-population", "ons-published"};

core::DatasetReference Reference() {
  core::DatasetReference reference = testing::MakeImportReference();
  reference.areas[3].ons_code = "W92000004";
  reference.series.push_back({.id = "robbery-offences", .name = "offences"});
  reference.series.push_back({.id = "robbery-offences.printed", .name = "rate", .decimals = 9});
  return reference;
}

std::string Quoted(std::string_view cell) {
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

// What a source gave, kept.
struct KeptTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

KeptTable Keep(std::string_view bytes, Findings& violations) {
  KeptTable table;
  Findings warnings;
  CsvSource source(bytes, TableLimits(), violations, warnings);
  const Sheet* sheet = source.NextSheet();
  if (sheet == nullptr) return table;
  HeadedRows rows(source, *sheet, violations);
  table.columns = rows.columns();
  while (rows.Next()) {
    std::vector<std::string>& row = table.rows.emplace_back();
    for (size_t i = 0; i < table.columns.size(); ++i) row.emplace_back(rows.At(i).text);
  }
  return table;
}

// Every cell quoted, the rows in reverse.
std::string Reversed(const KeptTable& table) {
  std::string text;
  const auto write = [&](const std::vector<std::string>& row) {
    for (const std::string& cell : row) text += Quoted(cell) + ",";
    text.back() = '\n';
  };
  write(table.columns);
  std::for_each(table.rows.rbegin(), table.rows.rend(), write);
  return text;
}

void CheckReversed(const KeptTable& table, KeptTable reversed) {
  fuzz::Demand(table.columns == reversed.columns, "the columns are the same");
  std::reverse(reversed.rows.begin(), reversed.rows.end());
  fuzz::Demand(table.rows == reversed.rows, "the cells are the same");
}

// A figure without its line, and its period's length.
using Fact = std::tuple<uint32_t, uint32_t, int, int, int64_t, std::optional<int64_t>, int>;

std::vector<Fact> FactsOf(const FileFigures& figures) {
  std::vector<Fact> facts;
  for (const FileScope& scope : figures.scopes()) {
    for (const ScopeFigure& figure : scope.figures) {
      facts.emplace_back(scope.series, figure.area(), scope.period_end.index(),
                         static_cast<int>(figure.status()), figure.value(),
                         figures.StandardErrorOf(scope, figure), figures.PeriodMonths(scope));
    }
  }
  return facts;
}

std::vector<Fact> Read(const FormatReader& reader, std::string_view bytes,
                       const core::DatasetReference& reference, const ReadOptions& options,
                       Findings& violations) {
  Findings warnings;
  CsvSource source(bytes, TableLimits(), violations, warnings);
  FileFigures figures(reference);
  reader.Read(source, options, figures, violations, warnings);
  figures.SortAndCheck(violations);
  return FactsOf(figures);
}

void Try(const FormatReader& reader, const ReadOptions& options, std::string_view bytes) {
  static const core::DatasetReference reference = Reference();
  Findings violations;
  const KeptTable table = Keep(bytes, violations);
  if (table.columns.empty()) return;
  const std::string text = Reversed(table);
  // Where there is one column, an empty last cell and an empty last line are
  // the same; and a text of few cells may read as one of another separator.
  if (violations.empty() && table.columns.size() > 1 && FindSeparator(text) == ',') {
    Findings reversed;
    CheckReversed(table, Keep(text, reversed));
    fuzz::Demand(reversed.empty(), "what was sound stays sound");
  }
  Findings found;
  const auto facts = Read(reader, bytes, reference, options, found);
  if (!found.empty() || FindSeparator(text) != ',') return;
  Findings found_reversed;
  fuzz::Demand(facts == Read(reader, text, reference, options, found_reversed),
               "figures do not depend on the order of rows");
  fuzz::Demand(found_reversed.empty(), "rules do not depend on the order of rows");
}

}  // namespace
}  // namespace peerage::ingestion

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace peerage;  // NOLINT: the one function that libFuzzer calls
  if (size == 0) return 0;
  static const ingestion::FormatRegistry formats;
  const ingestion::FormatReader* reader =
      formats.Find(ingestion::kFormats[data[0] % ingestion::kFormats.size()]);
  const ingestion::ReadOptions options{.default_status = (data[0] & 0x80) != 0
                                                             ? core::ObservationStatus::kProvisional
                                                             : core::ObservationStatus::kFinal,
                                       .last_month = core::Month(2027, 12),
                                       .present_month = core::Month(2026, 11)};
  ingestion::Try(*reader, options, {reinterpret_cast<const char*>(data) + 1, size - 1});
  return 0;
}
