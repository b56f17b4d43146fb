// Proves a report archive: recomputes what its rows say of each other.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/store/report_archive.h"

namespace peerage::reporting {

// Reads the whole archive, which may be in use. Checks the backend's own
// storage; that ordinals have no gaps; that each report's bytes are what its
// entry says and carry their own digest; the audit chain, and that each report
// has exactly one row in it, with the digest of its bytes.
//
// The line to print: "verified: 3 reports, ...". DATA_LOSS says what is wrong
// first; also the archive's errors.
absl::StatusOr<std::string> CheckReports(store::ReportArchive& archive);

}  // namespace peerage::reporting
