// A mapping file, checked: the YAML text that a caller sends, or one that is
// compiled in.
#pragma once

#include <optional>
#include <string>

#include "services/ingestion/findings.h"
#include "services/ingestion/mapping/table_mapping.h"

namespace peerage::ingestion {

// Nothing after a finding. A finding's line is the mapping file's, its column
// the key's path: "figures[0].series".
std::optional<TableMapping> ParseMapping(const std::string& text, Findings& findings);

}  // namespace peerage::ingestion
