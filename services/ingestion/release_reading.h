// From the bytes of one file to the scopes of a release, or to what is wrong
// with it.
#pragma once

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "services/ingestion/file_figures.h"
#include "services/ingestion/findings.h"
#include "services/ingestion/release_content.h"
#include "services/ingestion/scope_rules.h"
#include "services/ingestion/stored_figures.h"

namespace peerage::ingestion {

// What came of a file. Without violations `content` is the release's.
struct ReadFile {
  ReleaseContent content;
  int64_t rows = 0;
  Findings violations;
  Findings warnings;
};

// Completes the figures to whole scopes, series by series, and makes them the
// content of a release; `figures` is used up. `sent_rows`: how many rows the sender
// counted, if he did. Violations end it step by step: a fault early on makes
// the later ones noise. The status is that of reading the log.
absl::Status CompleteScopes(FileFigures& figures, std::optional<int64_t> sent_rows,
                            const ScopeOptions& options, StoredFigures& stored, ReadFile& file);

}  // namespace peerage::ingestion
