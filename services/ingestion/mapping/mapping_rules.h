// What must hold between the keys of a mapping file.
#pragma once

#include <string>
#include <string_view>

#include "services/ingestion/mapping/table_mapping.h"
#include "services/ingestion/mapping/yaml_keys.h"

namespace peerage::ingestion {

// The key's text; a finding when it is not there.
std::string RequiredText(YamlKeys& keys, std::string_view key);

// "month, quarter-end, ...", for messages.
std::string FormNames();

// A pattern of series ids, or of a measure's.
void CheckPattern(YamlKeys& keys, std::string_view key, const std::string& pattern);

// The period's length is said by the mapping or by every form.
void CheckPeriodLength(YamlKeys& keys, const PeriodSource& period);

// The mapping as a whole: it has figures, each figure has a force, a period and
// a series, and one separator.
void CheckMapping(YamlKeys& file, const TableMapping& mapping);

}  // namespace peerage::ingestion
