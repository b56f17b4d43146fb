// The texts of an XLSX workbook's cells, which name them by number (ECMA-376,
// 18.4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/table_source.h"
#include "services/ingestion/workbook/refusal.h"
#include "services/ingestion/workbook/xml_reader.h"
#include "services/ingestion/workbook/zip_file.h"

namespace peerage::ingestion::workbook {

// Replaces "_x000D_" by the character that it stands for (ECMA-376, 22.9.2.19).
// A carriage return is left out: a line feed goes with it.
void DecodeEscapes(std::string& text);

// Safe to read from any thread once it is filled.
class SharedStrings {
 public:
  // At most limits.string_bytes, of which every text takes 8 for its place.
  MaybeRefusal Read(ZipFile& zip, const std::string& part, const TableLimits& limits);

  // Nothing when there is no such text. Lives as long as this.
  std::optional<std::string_view> At(int64_t index) const;

 private:
  class Handler;

  std::string bytes_;
  // Where each text ends in bytes_.
  std::vector<uint32_t> ends_;
};

}  // namespace peerage::ingestion::workbook
