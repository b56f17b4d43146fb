// How every server's main begins and how it fails. A bad flag or a bad
// configuration is one line on stderr and exit code 78 (EX_CONFIG), so that
// whoever restarts processes knows that trying again is useless.
//
//   int main(int argc, char** argv) {
//     StartProcess("peerage-ranking");
//     CLI::App app("...", "peerage-ranking");
//     ServerConfig config{.program = "ranking"};
//     AddServerFlags(app, config);
//     if (const auto exit = ParseFlags(app, argc, argv)) return *exit;
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "services/runtime/server_config.h"

namespace peerage::runtime {

inline constexpr int kExitBadConfig = 78;

// Logging, the signal mask, and no core file, which would hold keys and drafts.
// The first line of main.
void StartProcess(const std::string& program);

// Where and how to listen: --listen, --tls-dir, --policy, --health-listen,
// --metrics-listen, --reflection, --drain-delay.
void AddServerFlags(CLI::App& app, ServerConfig& config);

// Parses. A value means that main returns it now: 0 after --help, 78 after a
// bad flag.
std::optional<int> ParseFlags(CLI::App& app, int argc, char** argv);

// Prints `status` as one line on stderr; returns the exit code: 78 for
// INVALID_ARGUMENT (fix the configuration), 1 for anything else.
int FailStart(const absl::Status& status);

// INVALID_ARGUMENT unless `target` is HOST:PORT with a port of 1 to 65535, or a
// gRPC target with a scheme (dns:///ranking:7401, ipv4:HOST:PORT,HOST:PORT);
// `flag` is named in the message.
absl::Status CheckTarget(const std::string& flag, const std::string& target);

}  // namespace peerage::runtime
