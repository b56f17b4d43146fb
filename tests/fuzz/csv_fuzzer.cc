// Bytes as a table of one of the formats: the first byte chooses which, the
// rest is the file. A table that is sound says the same when it is written out
// again, and figures do not depend on the order of rows.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "services/ingestion/format_reader.h"
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

// Every cell quoted, the rows in reverse.
std::string Reversed(const CsvTable& table) {
  std::string text;
  for (const std::string& column : table.columns()) text += Quoted(column) + ",";
  text.back() = '\n';
  for (size_t row = table.rows(); row-- > 0;) {
    for (size_t column = 0; column < table.columns().size(); ++column) {
      text += Quoted(table.Cell(row, column)) + ",";
    }
    text.back() = '\n';
  }
  return text;
}

void CheckReversed(const CsvTable& table, const CsvTable& reversed) {
  fuzz::Demand(table.columns() == reversed.columns(), "the columns are the same");
  fuzz::Demand(table.rows() == reversed.rows(), "there are as many rows");
  for (size_t row = 0; row < table.rows(); ++row) {
    for (size_t column = 0; column < table.columns().size(); ++column) {
      fuzz::Demand(table.Cell(row, column) == reversed.Cell(table.rows() - 1 - row, column),
                   "a cell is the same");
    }
  }
}

// A figure without its line, and its period's length.
using Fact = std::tuple<uint32_t, uint32_t, int, int, int64_t, std::optional<int64_t>, int>;

std::vector<Fact> FactsOf(const FileFigures& figures) {
  std::vector<Fact> facts;
  for (const FileFigure& figure : figures.figures()) {
    facts.emplace_back(figure.series, figure.area, figure.period_end.index(),
                       static_cast<int>(figure.status), figure.value,
                       figure.standard_error_millionths, figures.PeriodMonths(figure));
  }
  return facts;
}

std::vector<Fact> Read(const FormatReader& reader, const CsvTable& table,
                       const core::DatasetReference& reference, const ReadOptions& options,
                       Findings& violations) {
  Findings warnings;
  FileFigures figures(reference);
  reader.Read(table, options, figures, violations, warnings);
  figures.SortAndCheck(violations);
  return FactsOf(figures);
}

void Try(const FormatReader& reader, const ReadOptions& options, std::string_view bytes) {
  static const core::DatasetReference reference = Reference();
  Findings violations;
  Findings warnings;
  const CsvTable table = CsvTable::Parse(bytes, violations, warnings);
  if (table.columns().empty()) return;
  // Where there is one column, an empty last cell and an empty last line are
  // the same.
  const bool sound = violations.empty() && table.columns().size() > 1;
  const std::string text = Reversed(table);
  Findings violations_reversed;
  const CsvTable reversed = CsvTable::Parse(text, violations_reversed, warnings);
  if (sound) {
    fuzz::Demand(violations_reversed.empty(), "what was sound stays sound");
    CheckReversed(table, reversed);
  }
  if (!CheckColumns(table, reader, violations)) return;
  const std::vector<Fact> facts = Read(reader, table, reference, options, violations);
  if (!violations.empty()) return;
  fuzz::Demand(facts == Read(reader, reversed, reference, options, violations_reversed),
               "figures do not depend on the order of rows");
  fuzz::Demand(violations_reversed.empty(), "rules do not depend on the order of rows");
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
