// peerage-ranking: follows ingestion's releases and answers where a force
// stands. Keeps nothing on disk.
#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "clients/cpp/channel.h"
#include "clients/cpp/ingestion_client.h"
#include "services/cache/cache_flags.h"
#include "services/cache/redis/redis_pool.h"
#include "services/cache/redis/redis_quota_ledger.h"
#include "services/cache/redis/redis_tier.h"
#include "services/ranking/catalog_service.h"
#include "services/ranking/metrics.h"
#include "services/ranking/ranking_service.h"
#include "services/ranking/release_follower.h"
#include "services/ranking/snapshot_gate.h"
#include "services/ranking/snapshot_holder.h"
#include "services/ranking/snapshot_keeper.h"
#include "services/runtime/cache_report.h"
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

// Quotas are asked for ten times a second. A part of a snapshot may be 4 MiB, and
// no call waits for it.
constexpr peerage::cache::RedisLimits kQuotaLimits{.connections = 1};
constexpr peerage::cache::RedisLimits kSnapshotLimits{.connections = 1,
                                                      .command_timeout = std::chrono::seconds(2)};

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
  cache::CacheFlags cache_flags;
  cache::AddCacheFlags(app, cache_flags);
  double serve_stale_after_seconds = 30;
  app.add_option("--serve-stale-after", serve_stale_after_seconds,
                 "Seconds after which a replica that started while ingestion is away answers from "
                 "the snapshot in Redis, if there is one, marked stale. Example: 10")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str();
  if (const auto exit_code = runtime::ParseFlags(app, argc, argv)) return *exit_code;
  if (auto address = runtime::CheckTarget("--ingestion", ingestion_address); !address.ok()) {
    return runtime::FailStart(address);
  }

  const auto redis_config = cache::CheckCacheFlags(cache_flags);
  if (!redis_config.ok()) return runtime::FailStart(redis_config.status());

  std::optional<cache::RedisPool> pool;
  std::optional<cache::RedisQuotaLedger> quotas;
  std::optional<cache::RedisTier> snapshots;
  if (*redis_config) {
    pool.emplace((*redis_config)->address, kQuotaLimits, runtime::LogRedis);
    quotas.emplace(*pool, server_config.program, cache::RandomReplicaName());
    snapshots.emplace(**redis_config, kSnapshotLimits, nullptr);
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
  if (snapshots) {
    auto cache_metrics = std::make_shared<runtime::CacheMetrics>();
    cache_metrics->Add("redis", snapshots->counts());
    (*entrance)->AddMetrics(std::move(cache_metrics));
  }
  ranking::RankingService ranking_service(**entrance, holder, working, waiting);
  ranking::CatalogService catalog_service(**entrance, holder, waiting);

  auto server = runtime::Server::Start(
      server_config, **entrance, {&ranking_service, &catalog_service},
      [&holder](operations::v1::GetStatusResponse& status) { FillStatus(holder, status); });
  if (!server.ok()) return runtime::FailStart(server.status());
  (*entrance)->admission().StartRefilling(quotas ? &*quotas : nullptr);
  ranking::Metrics metrics((*entrance)->registry());
  const ranking::LonelyStart lonely{.cache = snapshots ? &snapshots->cache() : nullptr,
                                    .serve_stale_after = std::chrono::milliseconds(
                                        static_cast<int64_t>(serve_stale_after_seconds * 1000))};
  const ranking::ReleaseFollower follower(
      ingestion, holder, metrics,
      [&](bool ready) {
        (*server)->SetReady(ready);
        const auto served = holder.Served();
        if (!ready || served.snapshot == nullptr) return;
        runtime::LogInfo(served.stale ? "serving a kept snapshot" : "caught up",
                         {{runtime::LogKey::kSeq, served.snapshot->seq}});
      },
      lonely);
  std::optional<ranking::SnapshotKeeper> keeper;
  if (snapshots) keeper.emplace(ingestion, holder, snapshots->cache());
  (*server)->ServeUntilSignal();
  return 0;
}
