// A paper on a terminal.
#pragma once

#include <string>

#include "clients/cli/terminal.h"
#include "peerage/reporting/v1/reporting_service.pb.h"

namespace peerage::cli {

// Title block, summary, the table of priority areas, the comparison with the
// previous paper, notes, caveats, attribution.
std::string RenderReport(const Terminal& terminal, const reporting::v1::Report& report);

// Empty without reports.
std::string RenderReportList(const Terminal& terminal,
                             const reporting::v1::ListReportsResponse& response);

}  // namespace peerage::cli
