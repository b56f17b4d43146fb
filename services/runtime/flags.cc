#include "services/runtime/flags.h"

#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/logging.h"

namespace peerage::runtime {

void StartProcess(const std::string& program) {
  BlockEndSignals();
  StartLogging(program);
}

void AddListenFlag(CLI::App& app, ServerConfig& config) {
  app.add_option("--listen", config.listen,
                 "Loopback address to serve, HOST:PORT; port 0 takes a free one. "
                 "Example: 127.0.0.1:7401")
      ->capture_default_str();
}

std::optional<int> ParseFlags(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    return FailStart(absl::InvalidArgumentError(error.what()));
  }
  return std::nullopt;
}

int FailStart(const absl::Status& status) {
  std::cerr << absl::StrCat(status.message()) << std::endl;
  return absl::IsInvalidArgument(status) ? kExitBadConfig : 1;
}

absl::Status CheckAddress(const std::string& flag, const std::string& address) {
  const size_t colon = address.rfind(':');
  int port = 0;
  if (colon != std::string::npos && colon > 0 &&
      absl::SimpleAtoi(address.substr(colon + 1), &port) && port >= 1 && port <= 65535) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat(flag, ": \"", address, "\" is not HOST:PORT; give for example 127.0.0.1:7401"));
}

}  // namespace peerage::runtime
