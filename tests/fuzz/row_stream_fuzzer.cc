// Bytes as the answer of a peerage-workbook that somebody has taken over: the
// parent's limits and rules hold, and an answer without an end is a violation.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "services/ingestion/text_rules.h"
#include "services/ingestion/workbook/row_stream_reader.h"
#include "tests/fuzz/demand.h"

namespace peerage {
namespace {

class Bytes : public ingestion::workbook::ByteStream {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  size_t Read(char* to, size_t size) override {
    const size_t taken = std::min(size, rest_.size());
    std::memcpy(to, rest_.data(), taken);
    rest_.remove_prefix(taken);
    return taken;
  }
  std::string Ending() override { return "the answer is cut"; }

 private:
  std::string_view rest_;
};

void CheckSheet(ingestion::TableSource& reader, const ingestion::TableLimits& limits) {
  int64_t line = 0;
  while (const ingestion::TableRow* row = reader.NextRow()) {
    fuzz::Demand(row->line > line, "rows stand in their order");
    line = row->line;
    fuzz::Demand(row->cells.size() <= limits.columns, "a row is no wider than allowed");
    for (const ingestion::Cell& cell : row->cells) {
      fuzz::Demand(!ingestion::FindBadText(cell.text), "a cell is sound text");
    }
  }
}

}  // namespace
}  // namespace peerage

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace peerage;  // NOLINT: the one function that libFuzzer calls
  ingestion::TableLimits limits;
  limits.columns = 8;
  limits.rows = 100;
  ingestion::Findings violations;
  ingestion::Findings warnings;
  ingestion::workbook::RowStreamReader reader(
      std::make_unique<Bytes>(std::string_view(reinterpret_cast<const char*>(data), size)), limits,
      violations, warnings);
  // Every other sheet is passed over.
  bool read = false;
  while (reader.NextSheet() != nullptr) {
    read = !read;
    if (read) CheckSheet(reader, limits);
  }
  if (size < 5) fuzz::Demand(!violations.empty(), "an answer without an end is refused");
  return 0;
}
