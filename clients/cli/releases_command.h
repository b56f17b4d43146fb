// `peerage releases ...`: what came in, and when.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace peerage::cli {

// The session outlives the parsed command.
void AddReleasesCommand(CLI::App& app, Session& session);

}  // namespace peerage::cli
