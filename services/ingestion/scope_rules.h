// From the figures of a file to whole scopes: every force that the dataset
// declares has a value or a stated reason for none.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "services/core/packed_run.h"
#include "services/ingestion/file_figures.h"
#include "services/ingestion/findings.h"
#include "services/ingestion/stored_figures.h"

namespace peerage::ingestion {

struct ScopeOptions {
  // As stored: series keep to their source's format, but for "series".
  std::string format;
  // A correction may be partial: forces it does not list keep what they have.
  bool correction = false;
  // Populations of one mid-year differ between sources by 0.1 % at most.
  bool populations = false;
  // Each file holds every series of its source, so that one that comes or goes
  // is worth saying.
  bool every_series = true;
};

// Takes the figures of one series; a status that is not OK ends the making.
using TakeRun = std::function<absl::Status(const core::PackedRun&)>;

// Makes the run of each series in the file, one after the other, in canonical
// order and by series id, and gives it to `take`; its figures go from `figures`
// meanwhile, which is sorted and without doubles. After a violation no run is
// given any more. Said as violations: a force without a row where the log holds
// a value (unless a correction, which copies it); a population that differs too
// much.
// Said as warnings: forces stored as missing, and those copied. The status is
// that of reading the log, or that of `take`.
absl::Status MakeScopes(FileFigures& figures, StoredFigures& stored, const ScopeOptions& options,
                        Findings& violations, Findings& warnings, const TakeRun& take);

}  // namespace peerage::ingestion
