// A reference.yaml beside what the service knows.
#pragma once

#include <google/protobuf/struct.pb.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/reference_diff.h"
#include "clients/cli/session.h"
#include "clients/cpp/ingestion_client.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"

namespace peerage::cli {

struct ReferenceChanges {
  // The release that declares what is known; unset for a new data set.
  ingestion::v1::Release release;
  types::v1::DatasetReference after;
  std::vector<SectionChange> changes;

  bool new_dataset() const { return release.seq() == 0; }
};

// Compares `reference` with the newest that ingestion has of its data set.
absl::StatusOr<ReferenceChanges> CompareWithKnown(const Session& session,
                                                  const client::IngestionClient& ingestion,
                                                  const types::v1::DatasetReference& reference);

// What would change, under a line that says against what it was compared.
std::string RenderChanges(const Terminal& terminal, const ReferenceChanges& changes);

// The same for programs: {"datasetId", "seq", "changes": [{"section", "thing",
// "fate": "added|changed|removed|reordered", "keys": [{"key", "before",
// "after"}]}]}; seq 0 for a new data set.
google::protobuf::Struct ChangesAsStruct(const ReferenceChanges& changes);

}  // namespace peerage::cli
