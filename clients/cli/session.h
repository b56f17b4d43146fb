// What every command works with: where the services are, how to print, and how
// to end.
#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

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
  // A target each (clients/cpp/channel.h); empty when neither flag nor environment names one.
  std::string ingestion_address;
  std::string ranking_address;
  std::string reporting_address;
  // A directory with certificates for mutual TLS; empty: none.
  std::string tls_dir;
  // The identity to call as within this machine; empty: the usual one.
  std::string as;
  // Print the response as JSON instead of a table.
  bool json = false;
  // Say of a refusal also its reason and request id.
  bool verbose = false;
  // Goes with every call of this run, into the services' logs.
  std::string request_id;
  // What the latest answer said of its age.
  std::shared_ptr<client::Freshness> freshness = std::make_shared<client::Freshness>();
  Terminal terminal;
  // Set by the subcommand that was given; returns the exit code.
  std::function<int()> action;
};

// The connection to a service, or INVALID_ARGUMENT that says how to name its
// address, or what is wrong with --tls-dir or --as. `service` is "ingestion", "ranking" or
// "reporting".
absl::StatusOr<client::Connection> ConnectTo(const Session& session, const std::string& service);

// The target that the flags or the environment name for a service, or empty.
const std::string& AddressOf(const Session& session, const std::string& service);

// A connection to each address behind a target; fails as ConnectTo does, and with
// UNAVAILABLE for a name that has no address.
absl::StatusOr<std::vector<client::Connection>> ConnectToEach(const Session& session,
                                                              const std::string& target);

// How the calls of this run are made: `options`, and what the session adds.
client::CallOptions Calling(const Session& session, client::CallOptions options = {});

// Protobuf's JSON mapping in one line, defaults included.
absl::StatusOr<std::string> JsonOf(const google::protobuf::Message& message);

// The same on stdout with a line end. Returns the exit code.
int PrintJson(const Session& session, const google::protobuf::Message& message);

// Prints what went wrong on stderr as "peerage: sentence" with one line for each
// further field at fault; returns the exit code. With --json or --verbose the
// sentence ends with "(reason UNKNOWN_FORCE, request id run-...)" when a service
// refused, so that a script can decide by the reason.
int Fail(const Session& session, const absl::Status& status);

// Says on stderr when the figures may be old, since ranking has lost sight of
// ingestion.
void NoteStaleness(const client::Freshness& freshness);

// Prints how a command was used wrongly on stderr; returns the exit code.
int FailUsage(const std::string& message);
int FailUsage(const absl::Status& status);

}  // namespace peerage::cli
