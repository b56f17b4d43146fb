// peerage-ranking: follows ingestion's releases and answers where a force
// stands. Keeps nothing on disk.
#include <CLI/CLI.hpp>
#include <string>

#include "clients/cpp/channel.h"
#include "clients/cpp/ingestion_client.h"
#include "services/ranking/catalog_service.h"
#include "services/ranking/metrics.h"
#include "services/ranking/ranking_service.h"
#include "services/ranking/release_follower.h"
#include "services/ranking/snapshot_gate.h"
#include "services/ranking/snapshot_holder.h"
#include "services/runtime/entrance.h"
#include "services/runtime/flags.h"
#include "services/runtime/logging.h"
#include "services/runtime/server.h"
#include "services/runtime/work_queue.h"

namespace {

// Threads and places of the queues: league tables; reads that wait for a
// release.
constexpr size_t kWorkers = 4;
constexpr size_t kQueuedCalls = 256;
constexpr size_t kWaiters = 8;
constexpr size_t kWaitingCalls = 64;

}  // namespace

int main(int argc, char** argv) {
  using namespace peerage;  // NOLINT: a main wires the whole house.
  runtime::StartProcess("peerage-ranking");
  CLI::App app("Ranks forces among their peers, from what ingestion holds.", "peerage-ranking");
  runtime::ServerConfig server_config{.program = "ranking"};
  std::string ingestion_address;
  runtime::AddServerFlags(app, server_config);
  app.add_option("--ingestion", ingestion_address,
                 "The ingestion service, HOST:PORT or a gRPC target, for example 127.0.0.1:7400 or "
                 "dns:///ingestion:7400")
      ->required();
  if (const auto exit_code = runtime::ParseFlags(app, argc, argv)) return *exit_code;
  if (auto address = runtime::CheckTarget("--ingestion", ingestion_address); !address.ok()) {
    return runtime::FailStart(address);
  }

  const auto connection = client::Connect(ingestion_address, {.tls_dir = server_config.tls_dir});
  if (!connection.ok()) return runtime::FailStart(connection.status());
  const client::IngestionClient ingestion(*connection);
  ranking::SnapshotHolder holder;

  runtime::WorkQueue working(kWorkers, kQueuedCalls);
  runtime::WorkQueue waiting(kWaiters, kWaitingCalls);
  auto entrance =
      runtime::Entrance::Open(server_config, {ranking::v1::RankingService::service_full_name(),
                                              catalog::v1::CatalogService::service_full_name()});
  if (!entrance.ok()) return runtime::FailStart(entrance.status());
  ranking::RankingService ranking_service(**entrance, holder, working, waiting);
  ranking::CatalogService catalog_service(**entrance, holder, waiting);

  auto server = runtime::Server::Start(
      server_config, **entrance, {&ranking_service, &catalog_service},
      [&holder](operations::v1::GetStatusResponse& status) { FillStatus(holder, status); });
  if (!server.ok()) return runtime::FailStart(server.status());
  (*entrance)->admission().StartRefilling(nullptr);
  ranking::Metrics metrics((*entrance)->registry());
  const ranking::ReleaseFollower follower(ingestion, holder, metrics, [&] {
    (*server)->SetReady(true);
    const auto snapshot = holder.Current();
    runtime::LogInfo("caught up", {{runtime::LogKey::kSeq, snapshot->seq}});
  });
  (*server)->ServeUntilSignal();
  return 0;
}
