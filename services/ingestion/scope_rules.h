// From the figures of a file to whole scopes: every force that the dataset
// declares has a value or a stated reason for none.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/core/observation.h"
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

// The runs of all series in the file, in canonical order, sorted by series id.
// `figures` is sorted and without doubles. Said as violations: another format
// or period length than the series has in the log; a force without a row where
// the log holds a value (unless a correction, which copies it); a population
// that differs too much. Said as warnings: forces stored as missing, and those
// copied. The status is that of reading the log.
absl::StatusOr<std::vector<core::SeriesRun>> MakeScopes(const FileFigures& figures,
                                                        StoredFigures& stored,
                                                        const ScopeOptions& options,
                                                        Findings& violations, Findings& warnings);

}  // namespace peerage::ingestion
