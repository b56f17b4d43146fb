// A declaration as a reference.yaml that ReadReferenceYaml reads back equal.
#pragma once

#include <string>

#include "peerage/types/v1/reference.pb.h"

namespace peerage::cli {

// The file's text: every key that says something, in the order of
// docs/reference-yaml.md. `first_line` becomes a comment at its head.
//
// An aspiration is written in the words it was declared in. Where those are no
// form of docs/reference-yaml.md, as a caller of the API may have it, the
// target's own words stand in their place.
std::string WriteReferenceYaml(const types::v1::DatasetReference& reference,
                               const std::string& first_line);

}  // namespace peerage::cli
