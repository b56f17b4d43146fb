// `peerage standings`: one force, all measures, one reporting month.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace peerage::cli {

// The session outlives the parsed command.
void AddStandingsCommand(CLI::App& app, Session& session);

}  // namespace peerage::cli
