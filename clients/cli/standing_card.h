// One standing on one screen.
#pragma once

#include <string>

#include "clients/cli/force_names.h"
#include "clients/cli/terminal.h"
#include "peerage/types/v1/standing.pb.h"

namespace peerage::cli {

// Headline, facts, and the change to each position. Notes not included. `names`
// are the forces of the dataset.
std::string RenderStandingCard(const Terminal& terminal, const types::v1::Standing& standing,
                               const ForceNames& names);

}  // namespace peerage::cli
