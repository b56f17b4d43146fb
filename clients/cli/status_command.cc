#include "clients/cli/status_command.h"

#include <algorithm>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/output.h"
#include "clients/cli/replica.h"
#include "clients/cli/replica_table.h"
#include "clients/cpp/operations_client.h"

namespace peerage::cli {
namespace {

// One that stands still is known after three attempts of a second.
constexpr std::chrono::seconds kTimeout(3);

constexpr char kNobody[] =
    "where are the services? Set PEERAGE_INGESTION, PEERAGE_RANKING or PEERAGE_REPORTING=HOST:PORT "
    "or give --ingestion, --ranking or --reporting HOST:PORT; eval \"$(tools/stack env --dir "
    "DIR)\" sets all three";

Replica Ask(const std::string& service, const client::Connection& connection,
            const std::string& request_id) {
  return {service, connection.address,
          client::OperationsClient(service, connection)
              .GetStatus({}, {.timeout = kTimeout, .request_id = request_id})};
}

// All replicas of the services whose address is known; INVALID_ARGUMENT says
// what is wrong with an address or a flag. They are asked at the same time: one
// that stands still does not keep the others' answers.
absl::StatusOr<std::vector<Replica>> AskAll(const Session& session) {
  std::vector<std::future<Replica>> asked;
  const auto ask = [&](auto&&... what) {
    asked.push_back(std::async(std::launch::async, what...));
  };
  for (const std::string service : {"ingestion", "ranking", "reporting"}) {
    const std::string& target = AddressOf(session, service);
    if (target.empty()) continue;
    const auto connections = ConnectToEach(session, target);
    if (absl::IsInvalidArgument(connections.status())) return connections.status();
    if (!connections.ok()) {
      ask([service, target, why = connections.status()] { return Replica{service, target, why}; });
      continue;
    }
    for (const client::Connection& connection : *connections) {
      ask(Ask, service, connection, session.request_id);
    }
  }
  std::vector<Replica> replicas;
  replicas.reserve(asked.size());
  for (auto& answer : asked) replicas.push_back(answer.get());
  return replicas;
}

int ShowStatus(const Session& session) {
  const auto replicas = AskAll(session);
  if (!replicas.ok()) return FailUsage(replicas.status());
  if (replicas->empty()) return FailUsage(kNobody);
  int printed = kDone;
  if (session.json) {
    const auto json = JsonOfReplicas(*replicas);
    if (!json.ok()) return Fail(session, json.status());
    printed = Print(*json + "\n");
  } else {
    printed = Print(RenderReplicas(session.terminal, *replicas));
  }
  const bool all_ready =
      std::all_of(replicas->begin(), replicas->end(),
                  [](const Replica& replica) { return StateOf(replica) == ReplicaState::kReady; });
  return all_ready ? printed : kFailed;
}

}  // namespace

void AddStatusCommand(CLI::App& app, Session& session) {
  CLI::App* command =
      app.add_subcommand("status", "How each replica of the services is: state, version, seq, age");
  command->footer(
      "Asks every address behind --ingestion, --ranking and --reporting, of those that are known:\n"
      "each of several with commas between, and each that a name stands for.\n"
      "Exit code 1 when any replica is not ready, is stale, is stopping or cannot be reached.\n\n"
      "Example:\n  peerage status --ranking 10.0.0.1:7401,10.0.0.2:7401");
  command->callback([&session] { session.action = [&session] { return ShowStatus(session); }; });
}

}  // namespace peerage::cli
