// A mapping as a format reader.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "services/ingestion/format_reader.h"
#include "services/ingestion/mapping/table_mapper.h"
#include "services/ingestion/mapping/table_mapping.h"

namespace peerage::ingestion {

class MappedReader : public FormatReader {
 public:
  explicit MappedReader(TableMapping mapping) : mapping_(std::move(mapping)) {}

  std::string name() const override { return FormatOf(mapping_); }
  bool populations() const override { return HoldsPopulations(mapping_); }
  bool IsHeader(const std::vector<std::string>& texts) const override {
    return IsHeaderOf(mapping_, texts);
  }
  int64_t Read(TableSource& source, const ReadOptions& options, FileFigures& figures,
               Findings& violations, Findings& warnings) const override {
    return MapTable(source, mapping_, options, figures, violations, warnings);
  }

 private:
  const TableMapping mapping_;
};

}  // namespace peerage::ingestion
