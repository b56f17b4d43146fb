// `peerage`: the command for people.
#include <unistd.h>

#include <csignal>

#include "clients/cli/command_line.h"

namespace {

// Ends at once: nothing here needs undoing, and the services undo what was only
// half sent.
void EndInterrupted(int) { _exit(peerage::cli::kInterrupted); }

}  // namespace

int main(int argc, char** argv) {
  signal(SIGINT, EndInterrupted);
  // A reader that leaves early (| head) is seen where output is written.
  signal(SIGPIPE, SIG_IGN);
  return peerage::cli::RunCommandLine(argc, argv);
}
