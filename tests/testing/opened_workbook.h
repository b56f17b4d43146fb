// A workbook read in the test's own process.
#pragma once

#include <string>
#include <vector>

#include "services/ingestion/findings.h"
#include "services/ingestion/workbook/open_workbook.h"
#include "tests/testing/table_text.h"
#include "tests/testing/workbook_maker.h"

namespace peerage::testing {

struct OpenedWorkbook {
  explicit OpenedWorkbook(const Parts& parts, const ingestion::TableLimits& limits = {})
      : OpenedWorkbook(ZipOf(parts), limits) {}
  explicit OpenedWorkbook(const std::string& bytes, const ingestion::TableLimits& limits = {}) {
    ingestion::Findings refused;
    ingestion::Findings warned;
    const auto source = ingestion::workbook::OpenWorkbook(bytes, limits, refused, warned);
    if (source != nullptr) lines = TableText(*source);
    violations = FindingTexts(refused);
    warnings = FindingTexts(warned);
  }

  // As table_text.h writes them.
  std::vector<std::string> lines;
  std::vector<std::string> violations;
  std::vector<std::string> warnings;
};

}  // namespace peerage::testing
