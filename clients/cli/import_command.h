// `peerage import`: files in, one release each.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace peerage::cli {

// The session outlives the parsed command.
void AddImportCommand(CLI::App& app, Session& session);

}  // namespace peerage::cli
