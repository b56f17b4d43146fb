// peerage-reporting: makes papers of ranking's figures and keeps them.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "clients/cpp/catalog_client.h"
#include "clients/cpp/channel.h"
#include "clients/cpp/ranking_client.h"
#include "services/cache/cache_flags.h"
#include "services/cache/redis/redis_quota_ledger.h"
#include "services/cache/redis/redis_tier.h"
#include "services/cache/server_cache.h"
#include "services/reporting/caching_report_archive.h"
#include "services/reporting/ranking_figure_source.h"
#include "services/reporting/report_check.h"
#include "services/reporting/report_engine.h"
#include "services/reporting/reporting_service.h"
#include "services/runtime/cache_report.h"
#include "services/runtime/entrance.h"
#include "services/runtime/flags.h"
#include "services/runtime/server.h"
#include "services/runtime/store_flags.h"
#include "services/runtime/store_report.h"
#include "services/runtime/version.h"
#include "services/runtime/work_queue.h"
#include "services/store/failpoint.h"
#include "services/store/sqlite/backup.h"
#include "services/store/sqlite/sqlite_report_archive.h"

namespace {

// A report waits for ranking and for the disk, so some run side by side.
constexpr size_t kWorkers = 4;
constexpr size_t kWaitingCalls = 256;

// A request asks Redis twice at most, for a paper and for its document: 20 ms.
constexpr peerage::cache::RedisLimits kRedisLimits;

absl::StatusOr<std::string> Verify(const std::string& file) {
  const auto archive = peerage::store::SqliteReportArchive::OpenReadOnly(file);
  if (!archive.ok()) return archive.status();
  return peerage::reporting::CheckReports(**archive);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace peerage;  // NOLINT: a main wires the whole house.
  runtime::StartProcess("peerage-reporting");
  CLI::App app("Makes papers of ranking's figures and keeps them.", "peerage-reporting");
  runtime::ServerConfig server_config{.program = "reporting"};
  std::string data_dir;
  std::string ranking_address;
  runtime::AddServerFlags(app, server_config);
  app.add_option("--data-dir", data_dir,
                 "Directory for reports.sqlite; made when it is not there, for example "
                 "/var/lib/peerage")
      ->required();
  app.add_option("--ranking", ranking_address,
                 "The ranking service, HOST:PORT or a gRPC target, for example 127.0.0.1:7401 or "
                 "dns:///ranking:7401");
  cache::CacheFlags cache_flags;
  cache::AddCacheFlags(app, cache_flags);
  // Some hundred papers and their documents.
  size_t cache_memory_mib = 32;
  app.add_option("--cache-memory-mib", cache_memory_mib,
                 "MiB of papers and documents kept in this process's memory; 0: none. Example: 64")
      ->check(CLI::Range(0, 4096))
      ->capture_default_str();
  runtime::StoreFlags store_flags;
  runtime::AddStoreFlags(app, store_flags);
  if (const auto exit_code = runtime::ParseFlags(app, argc, argv)) return *exit_code;
  const std::string file = std::filesystem::path(data_dir) / "reports.sqlite";
  if (store_flags.verify) return runtime::FinishVerify(Verify(file));
  if (!store_flags.backup.empty()) {
    return runtime::FinishBackup(store::BackUp(file, store_flags.backup, Verify));
  }
  if (ranking_address.empty()) {
    return runtime::FailStart(absl::InvalidArgumentError("--ranking is required"));
  }
  if (auto address = runtime::CheckTarget("--ranking", ranking_address); !address.ok()) {
    return runtime::FailStart(address);
  }
  const auto redis_config = cache::CheckCacheFlags(cache_flags);
  if (!redis_config.ok()) return runtime::FailStart(redis_config.status());
  std::error_code failed;
  std::filesystem::create_directories(data_dir, failed);
  if (failed) {
    return runtime::FailStart(absl::InvalidArgumentError(
        "--data-dir: the directory cannot be made: " + failed.message()));
  }
  const absl::Status armed = store::ArmFailpoints(runtime::EnvironmentFailpoints());
  if (!armed.ok()) return runtime::FailStart(armed);
  auto archive = store::SqliteReportArchive::Open(
      file, absl::Now,
      {.audited = runtime::LogAudit<store::AuditRow>, .failed = runtime::ExitOnStorageFault});
  if (!archive.ok()) return runtime::FailStart(archive.status());

  std::optional<cache::RedisTier> redis;
  std::optional<cache::RedisQuotaLedger> quotas;
  if (*redis_config) {
    redis.emplace(**redis_config, kRedisLimits, runtime::LogRedis);
    quotas.emplace(redis->pool(), server_config.program, cache::RandomReplicaName());
  }
  cache::ServerCache cached(cache_memory_mib << 20, redis ? &redis->cache() : nullptr);
  reporting::CachingReportArchive papers(**archive, cached.cache());
  reporting::DocumentMaker documents(cached.cache(), runtime::ProgramDigest());

  const auto connection = client::Connect(ranking_address, {.tls_dir = server_config.tls_dir});
  if (!connection.ok()) return runtime::FailStart(connection.status());
  const client::RankingClient ranking(*connection);
  const client::CatalogClient catalog(*connection);
  reporting::RankingFigureSource figures(ranking, catalog);
  reporting::ReportEngine engine(figures, papers, [] { return absl::Now(); });

  auto entrance = runtime::Entrance::Open(server_config,
                                          {reporting::v1::ReportingService::service_full_name()});
  if (!entrance.ok()) return runtime::FailStart(entrance.status());
  auto cache_metrics = std::make_shared<runtime::CacheMetrics>();
  cache_metrics->Add("memory", cached.memory_counts());
  if (redis) cache_metrics->Add("redis", redis->counts());
  (*entrance)->AddMetrics(std::move(cache_metrics));
  runtime::WorkQueue queue(kWorkers, kWaitingCalls);
  reporting::ReportingService service(**entrance, engine, documents, queue);
  auto server = runtime::Server::Start(server_config, **entrance, {&service});
  if (!server.ok()) return runtime::FailStart(server.status());
  (*entrance)->admission().StartRefilling(quotas ? &*quotas : nullptr);
  // Kept reports need no ranking, so it is ready without.
  (*server)->SetReady(true);
  (*server)->ServeUntilSignal();
  return 0;
}
