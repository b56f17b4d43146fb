// Proves a release log: recomputes what its rows say of each other.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/store/release_log.h"

namespace peerage::ingestion {

// Reads the whole log, which may be in use. Checks the backend's own storage;
// that seq has no gaps and known_at never falls; the digest of every chunk and
// of every scope, the content digest of every release, that of its warnings and
// of its source bytes where they are kept, and the row count of reference data; that the newest
// release of every scope is what a fold of the releases makes it; the audit chain, and that each
// release has exactly one row in it, with its digest. How many lines an uploaded file had cannot be
// counted from what is kept of it; the audit row's digest covers that number.
//
// The line to print: "verified: 3 releases, ...". DATA_LOSS says what is wrong
// first; also the log's errors.
absl::StatusOr<std::string> CheckReleases(store::ReleaseLog& log);

}  // namespace peerage::ingestion
