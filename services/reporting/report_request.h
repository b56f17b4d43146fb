// Requests for reports, checked before anything is asked or kept.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "peerage/ranking/v1/ranking_service.pb.h"
#include "peerage/reporting/v1/reporting_service.pb.h"
#include "services/core/month.h"

namespace peerage::reporting {

// INVALID_ARGUMENT that names every field at fault. Whether the force, the
// dataset, the group and the measures exist is ranking's to say. `this_month` is
// the latest that can be reported on.
absl::Status CheckCreateReport(const v1::CreateReportRequest& request, core::Month this_month);

// The one question to ranking that a checked request becomes: its measures in
// the order of its lines, twelve points of history.
ranking::v1::ListStandingsRequest StandingsRequestOf(const v1::CreateReportRequest& request);

// The SHA-256 of all that a request says besides its key.
std::string RequestDigest(const v1::CreateReportRequest& request);

// The id of the report that an identity's key makes: "rep-" and 16 hexadecimal
// digits, the same for the same key.
std::string ReportIdOf(const std::string& identity, const std::string& key);

}  // namespace peerage::reporting
