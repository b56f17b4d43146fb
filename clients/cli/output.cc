#include "clients/cli/output.h"

#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <system_error>

#include "clients/cli/session.h"

namespace peerage::cli {

int Print(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(STDOUT_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int cause = errno;
      if (cause != EPIPE) {
        std::cerr << "peerage: cannot write to standard output: "
                  << std::generic_category().message(cause) << std::endl;
      }
      return kFailed;
    }
    text.remove_prefix(static_cast<size_t>(written));
  }
  return kDone;
}

}  // namespace peerage::cli
