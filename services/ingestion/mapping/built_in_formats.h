// The formats that are mappings: services/ingestion/formats/*.yaml, compiled in.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "services/ingestion/mapping/table_mapping.h"

namespace peerage::ingestion {

// In the order of their names. A file that is no mapping ends the process: it
// was compiled in.
std::vector<TableMapping> BuiltInFormats();

// Their texts by file name, as they stand in the source tree. Made by CMake.
std::vector<std::pair<std::string, std::string>> BuiltInFormatTexts();

}  // namespace peerage::ingestion
