// Documents of kept reports, each made once.
#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "peerage/reporting/v1/reporting_service.pb.h"
#include "services/cache/byte_cache.h"
#include "services/reporting/report_document.h"

namespace peerage::reporting {

// A document is the function of a report's digest, a format and the program that
// renders; it is cached under these three. Safe from any thread.
class DocumentMaker {
 public:
  // The cache is borrowed and outlives it. `program` is a digest of the running
  // program (runtime::ProgramDigest), so that a new one renders anew.
  DocumentMaker(cache::ByteCache& cache, std::string program)
      : cache_(cache), program_(std::move(program)) {}

  // As MakeDocument.
  absl::StatusOr<ReportDocument> Make(const v1::Report& report, v1::ReportFormat format);

 private:
  cache::ByteCache& cache_;
  const std::string program_;
};

}  // namespace peerage::reporting
