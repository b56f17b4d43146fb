// What every command works with: where the services are, how to print, and how
// to end.
#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/terminal.h"
#include "clients/cpp/channel.h"

namespace peerage::cli {

// The command's exit codes.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUsage = 2;
inline constexpr int kInterrupted = 130;

// One run of the command. Commands keep a reference to it.
struct Session {
  // HOST:PORT each; empty when neither flag nor environment names one.
  std::string ingestion_address;
  std::string ranking_address;
  std::string reporting_address;
  // Print the response as JSON instead of a table.
  bool json = false;
  Terminal terminal;
  // Set by the subcommand that was given; returns the exit code.
  std::function<int()> action;
};

// The connection to a service, or INVALID_ARGUMENT that says how to name its
// address. `service` is "ingestion", "ranking" or "reporting".
absl::StatusOr<client::Connection> ConnectTo(const Session& session, const std::string& service);

// One line of protobuf's JSON mapping on stdout, defaults included. Returns
// kDone.
int PrintJson(const google::protobuf::Message& message);

// Prints what went wrong on stderr as "peerage: sentence" with one line for each
// further field at fault; returns the exit code.
int Fail(const absl::Status& status);

// The same for a command that was used wrongly.
int FailUsage(const std::string& message);
int FailUsage(const absl::Status& status);

}  // namespace peerage::cli
