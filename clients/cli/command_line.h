// The whole command: parses, runs, and says how it ended.
#pragma once

#include "clients/cli/session.h"

namespace peerage::cli {

// Returns the exit code (session.h). Prints on stdout what was asked for and on
// stderr what went wrong.
int RunCommandLine(int argc, const char* const* argv);

}  // namespace peerage::cli
