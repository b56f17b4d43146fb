// A report as a document of one of the formats.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "peerage/reporting/v1/reporting_service.pb.h"

namespace peerage::reporting {

struct ReportDocument {
  std::string media_type;
  // "essex-2019-12-open-data.html"
  std::string file_name;
  std::string bytes;
};

// INVALID_ARGUMENT (UNKNOWN_FORMAT) unless it is one of the contract's formats.
absl::Status CheckFormat(v1::ReportFormat format);

absl::StatusOr<ReportDocument> MakeDocument(const v1::Report& report, v1::ReportFormat format);

}  // namespace peerage::reporting
