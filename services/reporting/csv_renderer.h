// A report as CSV: a line of names, then one line a measure.
//
// Each line stands alone: force, period, group, seq, digest, marking, notice
// and attribution are columns, so that a line that is copied elsewhere still
// says where it comes from. Numbers are not rounded; what a person reads stands
// beside them in the columns that end in _display.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "peerage/reporting/v1/reporting_service.pb.h"

namespace peerage::reporting {

// UTF-8, CRLF line ends.
absl::StatusOr<std::string> RenderCsv(const v1::Report& report);

}  // namespace peerage::reporting
