// How much each measure's figures were revised: the use case behind
// ListRevisions. A pure function of a snapshot and a query, as those of
// standing_engine.h.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/core/revision.h"
#include "services/ranking/dataset_view.h"

namespace peerage::ranking {

struct RevisionsQuery {
  std::string dataset_id;
  // Empty: all of the dataset.
  std::vector<std::string> measure_ids;
  // Empty: those of every force.
  std::string force_id;
  AsOf as_of;
};

struct MeasureRevisions {
  std::string measure_id;
  std::string measure_name;
  // Periods that were released more than once.
  int periods = 0;
  core::RevisionSummary summary;
};

struct Revisions {
  // Where the names of areas stand, and the seq.
  DatasetView dataset;
  std::vector<MeasureRevisions> measures;
};

// Numerators by the definition in force at each period's end: as they were when
// all of them were first there, beside the newest. For long periods and many
// forces this takes milliseconds.
absl::StatusOr<Revisions> ListRevisions(std::shared_ptr<const Snapshot> snapshot,
                                        const RevisionsQuery& query);

}  // namespace peerage::ranking
