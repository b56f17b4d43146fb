// `peerage status`: how each replica is.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace peerage::cli {

void AddStatusCommand(CLI::App& app, Session& session);

}  // namespace peerage::cli
