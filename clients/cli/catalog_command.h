// `peerage catalog ...`: what can be asked about.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace peerage::cli {

// The session outlives the parsed command.
void AddCatalogCommand(CLI::App& app, Session& session);

}  // namespace peerage::cli
