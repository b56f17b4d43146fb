#include "services/runtime/flags.h"

#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/listen_address.h"
#include "services/runtime/logging.h"
#include "services/runtime/server.h"

namespace peerage::runtime {

void StartProcess(const std::string& program) {
  BlockEndSignals();
  // A core would hold keys, passwords and drafts.
  const rlimit no_core{.rlim_cur = 0, .rlim_max = 0};
  setrlimit(RLIMIT_CORE, &no_core);
  StartLogging(program);
}

void AddServerFlags(CLI::App& app, ServerConfig& config) {
  app.add_option("--listen", config.listen,
                 "Address to serve, HOST:PORT; port 0 takes a free one. Other than loopback only "
                 "with --tls-dir. Example: 127.0.0.1:7401")
      ->capture_default_str();
  app.add_option("--tls-dir", config.tls_dir,
                 "Directory with tls.crt, tls.key and ca.crt for mutual TLS, also towards the "
                 "services that are called. Example: /etc/peerage/tls");
  app.add_option("--policy", config.policy_file,
                 "Policy file: which caller may do what; read anew when it changes. Example: "
                 "/etc/peerage/policy/policy.yaml");
  app.add_option("--health-listen", config.health_listen,
                 "Plaintext address of grpc.health.v1 alone, for probes. Example: 0.0.0.0:7490");
  app.add_option("--metrics-listen", config.metrics_listen,
                 "Plaintext address of GET /metrics for Prometheus. Example: 0.0.0.0:7491");
  app.add_flag("--reflection", config.reflection,
               "Tells callers the contract when they ask (gRPC server reflection)");
  app.add_option_function<double>(
         "--drain-delay",
         [&config](double seconds) {
           config.drain_delay = std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
         },
         "Seconds for which calls are still taken after SIGTERM, 0 to 20. Default: 5 with "
         "--tls-dir, 0 without. Example: 2.5")
      ->check(CLI::Range(0.0, 20.0));
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

absl::Status CheckTarget(const std::string& flag, const std::string& target) {
  for (const char* scheme : {"dns:", "ipv4:", "ipv6:", "unix:"}) {
    if (absl::StartsWith(target, scheme)) return absl::OkStatus();
  }
  const auto address = ParseListenAddress(flag, target);
  if (address.ok() && address->port > 0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(flag, ": \"", target,
                   "\" is not HOST:PORT; give for example 127.0.0.1:7401 or dns:///ranking:7401"));
}

}  // namespace peerage::runtime
