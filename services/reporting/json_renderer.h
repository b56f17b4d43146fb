// A report in protobuf's JSON mapping, defaults included.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "peerage/reporting/v1/reporting_service.pb.h"

namespace peerage::reporting {

// Ends in a line break.
absl::StatusOr<std::string> RenderJson(const v1::Report& report);

}  // namespace peerage::reporting
