// How a table that nobody described could be read.
#pragma once

#include <string>
#include <vector>

#include "services/core/reference.h"
#include "services/ingestion/format_reader.h"
#include "services/ingestion/table_source.h"

namespace peerage::ingestion {

struct Suggestion {
  // The format that names exactly these columns; empty: none does.
  std::string format;
  // Otherwise a mapping file. What only a person can know says DECIDE there,
  // which is refused as long as it stands.
  std::string mapping;
  // What was seen and what is left to decide, a sentence each.
  std::vector<std::string> notes;
};

// Looks at the beginning of each sheet. A proposal: where a thing can be one or
// another, the notes say so.
Suggestion SuggestMapping(TableSource& source, const core::DatasetReference& reference,
                          const FormatRegistry& formats);

}  // namespace peerage::ingestion
