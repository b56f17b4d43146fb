#include "services/ingestion/format_reader.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/ingestion/ho_quarterly_indicators_reader.h"
#include "services/ingestion/ons_population_reader.h"
#include "services/ingestion/ons_published_reader.h"
#include "services/ingestion/series_reader.h"
#include "services/ingestion/tidy_reader.h"

namespace peerage::ingestion {

FormatRegistry::FormatRegistry() {
  readers_.push_back(std::make_unique<TidyReader>());
  readers_.push_back(std::make_unique<SeriesReader>());
  readers_.push_back(std::make_unique<HoQuarterlyIndicatorsReader>());
  readers_.push_back(std::make_unique<OnsPopulationReader>());
  readers_.push_back(std::make_unique<OnsPublishedReader>());
}

const FormatReader* FormatRegistry::Find(std::string_view name) const {
  for (const auto& reader : readers_) {
    if (reader->name() == name) return reader.get();
  }
  return nullptr;
}

std::string FormatRegistry::Names() const {
  return absl::StrJoin(readers_, ", ",
                       [](std::string* out, const auto& reader) { out->append(reader->name()); });
}

bool CheckColumns(const HeadedRows& rows, const FormatReader& reader, Findings& violations) {
  const std::vector<FormatColumn> columns = reader.columns();
  bool sound = true;
  const auto refuse = [&](const std::string& column, std::string rule, std::string todo) {
    violations.Add({rows.header_line(), column, column, std::move(rule), std::move(todo)});
    sound = false;
  };
  std::set<std::string> seen;
  for (const std::string& column : rows.columns()) {
    const bool known = std::any_of(columns.begin(), columns.end(),
                                   [&](const FormatColumn& c) { return c.name == column; });
    if (!known) {
      refuse(column, absl::StrCat("format '", reader.name(), "' has no such column"),
             "remove the column, or choose the format that the file is in");
    } else if (!seen.insert(column).second) {
      refuse(column, "a column stands once", "remove one of the two");
    }
  }
  for (const FormatColumn& column : columns) {
    if (!column.required || seen.contains(column.name)) continue;
    refuse(column.name, absl::StrCat("format '", reader.name(), "' needs this column"),
           "add the column, or choose the format that the file is in");
  }
  return sound;
}

}  // namespace peerage::ingestion
