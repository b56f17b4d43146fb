#include "services/ingestion/format_reader.h"

#include <utility>

#include "absl/strings/str_join.h"
#include "services/ingestion/mapping/built_in_formats.h"
#include "services/ingestion/mapping/mapped_reader.h"
#include "services/ingestion/ons_published_reader.h"
#include "services/ingestion/series_reader.h"
#include "services/ingestion/tidy_reader.h"

namespace peerage::ingestion {

FormatRegistry::FormatRegistry() {
  readers_.push_back(std::make_unique<TidyReader>());
  readers_.push_back(std::make_unique<SeriesReader>());
  readers_.push_back(std::make_unique<OnsPublishedReader>());
  for (TableMapping& mapping : BuiltInFormats()) {
    readers_.push_back(std::make_unique<MappedReader>(std::move(mapping)));
  }
}

const FormatReader* FormatRegistry::Find(std::string_view name) const {
  for (const auto& reader : readers_) {
    if (reader->name() == name) return reader.get();
  }
  return nullptr;
}

const FormatReader* FormatRegistry::FindByHeader(const std::vector<std::string>& texts) const {
  for (const auto& reader : readers_) {
    if (reader->IsHeader(texts)) return reader.get();
  }
  return nullptr;
}

std::string FormatRegistry::Names() const {
  return absl::StrJoin(readers_, ", ",
                       [](std::string* out, const auto& reader) { out->append(reader->name()); });
}

}  // namespace peerage::ingestion
