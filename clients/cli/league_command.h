// `peerage league`: every force of the group, best first.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace peerage::cli {

// The session outlives the parsed command.
void AddLeagueCommand(CLI::App& app, Session& session);

}  // namespace peerage::cli
