// A report as one complete page: no scripts, nothing fetched, made for A4
// landscape paper and for screens, readable without colour and by screen
// readers. Every text is escaped by the template engine for the place it
// stands in.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "peerage/reporting/v1/reporting_service.pb.h"

namespace peerage::reporting {

// UTF-8. Safe from any thread.
absl::StatusOr<std::string> RenderHtml(const v1::Report& report);

}  // namespace peerage::reporting
