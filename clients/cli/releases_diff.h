// peerage releases diff: what changed from one release to another, and which
// positions moved by it.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace peerage::cli {

void AddReleasesDiff(CLI::App& releases, Session& session);

}  // namespace peerage::cli
