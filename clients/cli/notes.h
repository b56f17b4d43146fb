// What stands beneath a table: caveats, what the dataset says of itself, the
// attribution, the state of knowledge.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/session.h"
#include "clients/cli/terminal.h"
#include "peerage/types/v1/reference.pb.h"
#include "peerage/types/v1/standing.pb.h"

namespace peerage::cli {

// A dataset's terms as known after release `seq`, from the catalogue.
absl::StatusOr<types::v1::DatasetTerms> FetchTerms(const Session& session,
                                                   const std::string& dataset, int64_t seq);

// The caveats' texts, each once, in their order.
std::vector<std::string> CaveatTexts(const std::vector<types::v1::Standing>& standings);

// One block: a bullet for each text, then attribution, marking and seq. The
// dataset's notice comes first unless a caveat has said it already.
std::string RenderNotes(const Terminal& terminal, const std::vector<std::string>& texts,
                        const types::v1::DatasetTerms& terms, int64_t seq);

}  // namespace peerage::cli
