#include "services/ingestion/mapping/built_in_formats.h"

#include <cstdlib>
#include <iostream>

#include "services/ingestion/mapping/mapping_reader.h"

namespace peerage::ingestion {

std::vector<TableMapping> BuiltInFormats() {
  std::vector<TableMapping> formats;
  for (const auto& [file, text] : BuiltInFormatTexts()) {
    Findings findings;
    std::optional<TableMapping> mapping = ParseMapping(text, findings);
    if (!mapping) {
      const Finding fault = findings.InFileOrder().front();
      std::cerr << file << ":" << fault.line << ": " << fault.column << ": " << fault.rule
                << std::endl;
      std::abort();
    }
    mapping->built_in = true;
    formats.push_back(*std::move(mapping));
  }
  return formats;
}

}  // namespace peerage::ingestion
