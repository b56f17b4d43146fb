// Whether anything that a file would replace has changed since its sender looked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/store/release.h"

namespace peerage::ingestion {

// ABORTED (CHANGED_SINCE) when one of `scopes` has a head above
// `expected_seq` in `state`, the dataset's as the file was checked against. The
// message names up to five such scopes with their heads; the metadata has
// `dataset_id`, `expected_seq`, the newest of the heads as `head_seq`, and
// `changed_scopes`, how many there are. It is final: not to be tried again like
// a lost race.
absl::Status CheckExpectedSeq(int64_t expected_seq, const std::string& dataset_id,
                              const std::vector<store::ScopeDraft>& scopes,
                              const store::DatasetState& state);

}  // namespace peerage::ingestion
