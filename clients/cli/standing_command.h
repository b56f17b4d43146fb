// `peerage standing`: one force, one measure, one period.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace peerage::cli {

// The session outlives the parsed command.
void AddStandingCommand(CLI::App& app, Session& session);

}  // namespace peerage::cli
