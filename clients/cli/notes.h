// What stands beneath a table: caveats, what the dataset says of itself, the
// attribution, the state of knowledge.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "clients/cli/terminal.h"
#include "peerage/types/v1/reference.pb.h"
#include "peerage/types/v1/standing.pb.h"

namespace peerage::cli {

// The caveats' texts, then the annotations that no caveat names, each once, in
// their order.
std::vector<std::string> CaveatTexts(const std::vector<types::v1::Standing>& standings);

// "23 March 2020: the text. Source: the source."
std::string AnnotationWords(const types::v1::Annotation& annotation);
// "23 April 2020 (provisional): the title".
std::string NextDataWords(const types::v1::CalendarEntry& entry);

// Who may see the figures, whether others may be named, from when they may be
// published; empty when everybody may everything at once.
std::string UseWords(const types::v1::DatasetTerms& terms);

// One block: a bullet for each text, then attribution, use, marking and seq. The
// dataset's notice comes first unless a caveat has said it already.
std::string RenderNotes(const Terminal& terminal, const std::vector<std::string>& texts,
                        const types::v1::DatasetTerms& terms, int64_t seq);

}  // namespace peerage::cli
