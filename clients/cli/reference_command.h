// `peerage reference`: what a dataset declares, to apply, compare and export.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace peerage::cli {

// The session outlives the parsed command.
void AddReferenceCommand(CLI::App& app, Session& session);

}  // namespace peerage::cli
