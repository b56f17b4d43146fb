// Takes a dataset's declarations in.
#pragma once

#include "absl/status/statusor.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "services/ingestion/import_engine.h"
#include "services/store/release_log.h"

namespace peerage::ingestion {

// Safe from any thread.
class ReferenceEngine {
 public:
  // The log outlives it.
  explicit ReferenceEngine(store::ReleaseLog& log) : log_(log) {}

  // Commits the declarations, or finds them unchanged. Errors:
  //   INVALID_ARGUMENT: a field, or broken rules, each a field violation. Also
  //     when a series that holds figures would vanish or change its decimals:
  //     what is stored would change its meaning.
  //   ALREADY_EXISTS, ABORTED, RESOURCE_EXHAUSTED, UNAVAILABLE: the log's.
  absl::StatusOr<v1::ImportReferenceResponse> Apply(
      const store::Caller& caller, const v1::ImportReferenceRequest& request) const;

 private:
  store::ReleaseLog& log_;
};

}  // namespace peerage::ingestion
