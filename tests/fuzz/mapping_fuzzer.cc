// Bytes as a mapping file and a table: what stands before the first line
// "%table" is the mapping. A mapping that is accepted is so again and reads a
// table the same way twice; its figures lie within what can be stored.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/csv_source.h"
#include "services/ingestion/mapping/mapping_reader.h"
#include "services/ingestion/mapping/mapping_suggestion.h"
#include "services/ingestion/mapping/table_mapper.h"
#include "services/ingestion/scaled_number.h"
#include "tests/fuzz/demand.h"
#include "tests/testing/import_reference.h"

namespace peerage::ingestion {
namespace {

constexpr std::string_view kTable = "\n%table\n";

struct Read {
  int64_t rows = 0;
  int64_t violations = 0;
  int64_t warnings = 0;
  std::vector<int64_t> values;
  friend bool operator==(const Read&, const Read&) = default;
};

Read Map(const TableMapping& mapping, std::string_view bytes,
         const core::DatasetReference& reference) {
  Findings violations;
  Findings warnings;
  CsvSource source(bytes, TableLimits(), violations, warnings);
  FileFigures figures(reference);
  const ReadOptions options{.last_month = core::Month(2027, 12),
                            .present_month = core::Month(2026, 11)};
  Read read{.rows = MapTable(source, mapping, options, figures, violations, warnings)};
  figures.SortAndCheck(violations);
  for (const FileScope& scope : figures.scopes()) {
    for (const ScopeFigure& figure : scope.figures) {
      fuzz::Demand(std::abs(figure.value()) <= kLargestFigure, "a figure can be stored");
      read.values.push_back(figure.value());
    }
  }
  read.violations = violations.total();
  read.warnings = warnings.total();
  return read;
}

void Try(const std::string& text, std::string_view table) {
  static const core::DatasetReference reference = testing::MakeImportReference();
  static const FormatRegistry formats;
  Findings faults;
  const auto mapping = ParseMapping(text, faults);
  fuzz::Demand(mapping.has_value() == faults.empty(), "a mapping is refused with a reason");
  if (mapping) {
    Findings again;
    fuzz::Demand(ParseMapping(text, again).has_value(), "what was accepted stays so");
    fuzz::Demand(Map(*mapping, table, reference) == Map(*mapping, table, reference),
                 "a table is read one way");
  }
  Findings violations;
  Findings warnings;
  CsvSource source(table, TableLimits(), violations, warnings);
  const Suggestion suggestion = SuggestMapping(source, reference, formats);
  fuzz::Demand(!suggestion.notes.empty(), "a suggestion says what was seen");
}

}  // namespace
}  // namespace peerage::ingestion

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace peerage;  // NOLINT: the one function that libFuzzer calls
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t cut = bytes.find(ingestion::kTable);
  const std::string_view table =
      cut == std::string_view::npos ? "" : bytes.substr(cut + ingestion::kTable.size());
  ingestion::Try(std::string(bytes.substr(0, cut)), table);
  return 0;
}
