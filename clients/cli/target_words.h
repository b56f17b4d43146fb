// What a force wants to hold, in the words of reference.yaml and as the contract
// has it.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "peerage/types/v1/reference.pb.h"

namespace peerage::cli {

// INVALID_ARGUMENT that lists the forms.
absl::StatusOr<types::v1::Target> TargetFromWords(const std::string& text);

// The aspiration's text where reading it gives its target, else words that do.
std::string WordsOfTarget(const types::v1::Aspiration& aspiration);

}  // namespace peerage::cli
