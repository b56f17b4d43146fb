// Declarations of a dataset between core and the contract.
//
// `ToProto` is total. `FromProto` is total over whatever a caller may send: an
// unspecified enum, a month that is no month or an absent target gives
// INVALID_ARGUMENT whose message begins with the field's path, for example
// "measures[3].direction: ...". Whether the declarations make sense together is
// core/reference_rules.h's question, not this one's. What FromProto accepts,
// ToProto gives back unchanged.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "peerage/types/v1/reference.pb.h"
#include "services/core/reference.h"

namespace peerage::wire {

types::v1::Direction ToProto(core::Direction direction);
types::v1::Area ToProto(const core::Area& area);
types::v1::Series ToProto(const core::Series& series);
types::v1::Measure ToProto(const core::Measure& measure);
types::v1::SimilarGroup ToProto(const core::SimilarGroup& group);
types::v1::Target ToProto(const core::Target& target);
types::v1::Aspiration ToProto(const core::Aspiration& aspiration);
types::v1::ExceptionalEvent ToProto(const core::ExceptionalEvent& event);
types::v1::Annotation ToProto(const core::Annotation& annotation);
types::v1::CalendarEntry ToProto(const core::CalendarEntry& entry);
types::v1::DatasetTerms ToProto(const core::DatasetTerms& terms);
types::v1::DatasetReference ToProto(const core::DatasetReference& reference);

// `path` names the field in an error.
absl::StatusOr<core::Direction> FromProto(types::v1::Direction direction,
                                          const std::string& path = "direction");
absl::StatusOr<core::Target> FromProto(const types::v1::Target& target,
                                       const std::string& path = "target");
absl::StatusOr<core::Annotation> FromProto(const types::v1::Annotation& annotation,
                                           const std::string& path = "annotation");
absl::StatusOr<core::CalendarEntry> FromProto(const types::v1::CalendarEntry& entry,
                                              const std::string& path = "entry");
absl::StatusOr<core::DatasetTerms> FromProto(const types::v1::DatasetTerms& terms,
                                             const std::string& path = "terms");
absl::StatusOr<core::DatasetReference> FromProto(const types::v1::DatasetReference& reference);

// The same declarations always give the same bytes, here and in any later
// build: what is digested and stored as a release. What a field of a later
// contract says by its absence adds no bytes.
std::string ReferenceBytes(const core::DatasetReference& reference);

}  // namespace peerage::wire
