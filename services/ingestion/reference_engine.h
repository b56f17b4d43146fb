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
  //     what is stored would change its meaning; or an area that holds figures
  //     would vanish, or its months no longer contain them.
  //   ABORTED (CHANGED_SINCE): the dataset's newest reference is not that of
  //     `expected_seq`.
  //   ALREADY_EXISTS, ABORTED, RESOURCE_EXHAUSTED, UNAVAILABLE: the log's.
  absl::StatusOr<v1::ImportReferenceResponse> Apply(
      const store::Caller& caller, const v1::ImportReferenceRequest& request) const;

  // What a dataset declares, the newest or as known after a release. Errors:
  //   INVALID_ARGUMENT: no dataset, or a seq below 1.
  //   NOT_FOUND: unknown dataset (UNKNOWN_DATASET); no such release, or nothing
  //     was declared by then (UNKNOWN_RELEASE).
  //   UNAVAILABLE: the log's.
  absl::StatusOr<v1::GetReferenceResponse> Get(const v1::GetReferenceRequest& request) const;

 private:
  store::ReleaseLog& log_;
};

}  // namespace peerage::ingestion
