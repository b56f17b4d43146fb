// What a sender is told about a file, and what is kept of it.
#pragma once

#include <string>

#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "services/ingestion/mapping/mapping_suggestion.h"
#include "services/ingestion/release_reading.h"
#include "services/store/release.h"

namespace peerage::ingestion {

// `file_name` is the one that findings are about.
v1::ImportReleaseResponse Refusal(const Findings& violations, const std::string& file_name);
v1::ImportReleaseResponse Acceptance(const store::Committed& committed, const ReadFile& file,
                                     const std::string& file_name);
// `draft` is what would have been committed.
v1::ImportReleaseResponse Validity(const store::ReleaseDraft& draft, bool unchanged,
                                   const ReadFile& file, const std::string& file_name);
v1::ImportReleaseResponse Proposal(const Suggestion& suggestion);

// The warnings as the log keeps them (store::ReleaseDraft::remarks); empty when
// there are none. What GetRelease answers beside the release.
std::string Remarks(const Findings& warnings, const std::string& file_name);

}  // namespace peerage::ingestion
