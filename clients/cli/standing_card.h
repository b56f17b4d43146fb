// One standing on one screen.
#pragma once

#include <string>

#include "clients/cli/terminal.h"
#include "peerage/types/v1/standing.pb.h"

namespace peerage::cli {

// Headline, facts, and the change to each position. Notes not included.
std::string RenderStandingCard(const Terminal& terminal, const types::v1::Standing& standing);

}  // namespace peerage::cli
