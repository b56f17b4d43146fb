// Puts a report together from what ranking and its catalogue answered. Pure:
// words come from core and from report_notes.h, figures and their texts are the
// standings' own.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "peerage/catalog/v1/catalog_service.pb.h"
#include "peerage/ranking/v1/ranking_service.pb.h"
#include "peerage/reporting/v1/reporting_service.pb.h"

namespace peerage::reporting {

// Everything that was answered, at one seq.
struct ReportSources {
  ranking::v1::ListStandingsResponse standings;
  std::vector<types::v1::Measure> measures;
  catalog::v1::Dataset dataset;
  // By force id.
  std::map<std::string, std::string> force_names;
};

// All of a report but its id, its time and its digest. `request` is checked.
// FAILED_PRECONDITION (NOT_LOADED): no line has a comparable period. INTERNAL:
// an answer that contradicts the contract.
absl::StatusOr<v1::Report> BuildReport(const v1::CreateReportRequest& request,
                                       const ReportSources& sources);

}  // namespace peerage::reporting
