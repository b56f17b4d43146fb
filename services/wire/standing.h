// A standing and its parts between core and the contract.
//
// `ToProto` is total. `FromProto` is total over whatever a caller may send: an
// enum that is unspecified or unknown, a month that is no month or a change
// without an outcome gives INVALID_ARGUMENT whose message begins with the
// field's path, for example "movement.kind: ...". What FromProto accepts,
// ToProto gives back unchanged, and the other way round for every standing that
// ranking makes. Figures and their texts pass as they are: nothing is computed
// or formatted here.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "peerage/types/v1/standing.pb.h"
#include "peerage/types/v1/value.pb.h"
#include "services/core/standing.h"

namespace peerage::wire {

types::v1::Period ToProto(const core::Period& period);
types::v1::Value ToProto(const core::Value& value);
types::v1::Group ToProto(const core::Group& group);
types::v1::ChangeRequired ToProto(const core::ChangeRequired& change);
types::v1::PositionPoint ToProto(const core::PositionPoint& point);
types::v1::Method ToProto(const core::Method& method);
// core::Group::excluded_ids is Standing.excluded_force_ids.
types::v1::Standing ToProto(const core::Standing& standing);

// `path` names the field in an error; empty for a message that stands alone.
// `months` must be 1 or more; unset is the caller's to fill in beforehand.
absl::StatusOr<core::Period> FromProto(const types::v1::Period& period,
                                       const std::string& path = "period");
absl::StatusOr<core::Value> FromProto(const types::v1::Value& value,
                                      const std::string& path = "value");
absl::StatusOr<core::ChangeRequired> FromProto(const types::v1::ChangeRequired& change,
                                               const std::string& path = "change");
absl::StatusOr<core::PositionPoint> FromProto(const types::v1::PositionPoint& point,
                                              const std::string& path = "position");
// Unset choices become the defaults; fewer than 2 minimum members are refused.
absl::StatusOr<core::MethodOptions> FromProto(const types::v1::MethodOptions& options,
                                              const std::string& path = "method");
absl::StatusOr<core::Standing> FromProto(const types::v1::Standing& standing,
                                         const std::string& path = "standing");

}  // namespace peerage::wire
