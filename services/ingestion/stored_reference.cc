#include "services/ingestion/stored_reference.h"

#include "services/wire/reference.h"

namespace peerage::ingestion {

absl::StatusOr<core::DatasetReference> ReadReference(store::ReleaseLog& log, int64_t seq) {
  const absl::StatusOr<std::string> bytes = log.ReadReference(seq);
  if (!bytes.ok()) return bytes.status();
  types::v1::DatasetReference message;
  if (!message.ParseFromString(*bytes)) return absl::InternalError("a stored reference is damaged");
  absl::StatusOr<core::DatasetReference> reference = wire::FromProto(message);
  if (!reference.ok()) return absl::InternalError("a stored reference is not understood");
  return reference;
}

int64_t CountDeclarations(const core::DatasetReference& reference) {
  return static_cast<int64_t>(reference.areas.size() + reference.series.size() +
                              reference.measures.size() + reference.groups.size() +
                              reference.aspirations.size() + reference.events.size() +
                              reference.annotations.size() + reference.calendar.size());
}

}  // namespace peerage::ingestion
