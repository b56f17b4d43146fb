// peerage releases revisions: how much figures were revised.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace peerage::cli {

void AddReleasesRevisions(CLI::App& releases, Session& session);

}  // namespace peerage::cli
