// peerage-ingestion: takes published tables and reference data in.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include "absl/time/clock.h"
#include "services/ingestion/format_reader.h"
#include "services/ingestion/import_engine.h"
#include "services/ingestion/ingestion_service.h"
#include "services/ingestion/reference_engine.h"
#include "services/ingestion/release_check.h"
#include "services/runtime/entrance.h"
#include "services/runtime/flags.h"
#include "services/runtime/server.h"
#include "services/runtime/store_flags.h"
#include "services/runtime/store_report.h"
#include "services/runtime/work_queue.h"
#include "services/store/failpoint.h"
#include "services/store/sqlite/backup.h"
#include "services/store/sqlite/sqlite_release_log.h"

namespace {

using peerage::ingestion::FormatRegistry;
using peerage::ingestion::ImportEngine;
using peerage::ingestion::IngestionService;
using peerage::ingestion::ReferenceEngine;
using peerage::runtime::FailStart;
using peerage::runtime::Server;
using peerage::store::ArmFailpoints;
using peerage::store::AuditRow;
using peerage::store::BackUp;
using peerage::store::SqliteReleaseLog;

// The log is one writer: two threads keep it busy, the rest waits in order.
constexpr size_t kThreads = 2;
constexpr size_t kWaiting = 256;

absl::Status MakeDirectory(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!error) return absl::OkStatus();
  return absl::InvalidArgumentError("--data-dir: cannot make or use " + path + ": " +
                                    error.message());
}

// Where peerage-workbook lies when nobody says otherwise: beside this program.
std::string BesideThisProgram() {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  return self.parent_path() / "peerage-workbook";
}

absl::Status CheckProgram(const std::string& path) {
  if (access(path.c_str(), X_OK) == 0) return absl::OkStatus();
  return absl::InvalidArgumentError("--workbook-program: cannot run " + path +
                                    "; name the peerage-workbook that was built with this");
}

absl::StatusOr<std::string> Verify(const std::string& file) {
  const auto log = SqliteReleaseLog::OpenReadOnly(file);
  if (!log.ok()) return log.status();
  return peerage::ingestion::CheckReleases(**log);
}

}  // namespace

int main(int argc, char** argv) {
  peerage::runtime::StartProcess("peerage-ingestion");

  CLI::App app("Takes published tables and reference data in and keeps them for ever.",
               "peerage-ingestion");
  peerage::runtime::ServerConfig server_config{.program = "ingestion"};
  peerage::runtime::AddServerFlags(app, server_config);
  std::string data_dir;
  app.add_option("--data-dir", data_dir,
                 "Directory of the release log, made if absent, for example /var/lib/peerage")
      ->required();
  std::string workbook_program = BesideThisProgram();
  app.add_option("--workbook-program", workbook_program,
                 "The program that reads XLSX and ODS files, one process a file, for example "
                 "/usr/bin/peerage-workbook")
      ->capture_default_str();
  peerage::runtime::StoreFlags store_flags;
  peerage::runtime::AddStoreFlags(app, store_flags);
  if (const auto exit = peerage::runtime::ParseFlags(app, argc, argv)) return *exit;
  const std::string file = data_dir + "/releases.sqlite";
  if (store_flags.verify) return peerage::runtime::FinishVerify(Verify(file));
  if (!store_flags.backup.empty()) {
    return peerage::runtime::FinishBackup(BackUp(file, store_flags.backup, Verify));
  }
  if (const absl::Status found = CheckProgram(workbook_program); !found.ok()) {
    return FailStart(found);
  }
  if (const absl::Status made = MakeDirectory(data_dir); !made.ok()) return FailStart(made);

  const absl::Status armed = ArmFailpoints(peerage::runtime::EnvironmentFailpoints());
  if (!armed.ok()) return FailStart(armed);
  auto log = SqliteReleaseLog::Open(file, absl::Now,
                                    {.audited = peerage::runtime::LogAudit<AuditRow>,
                                     .failed = peerage::runtime::ExitOnStorageFault});
  if (!log.ok()) return FailStart(log.status());

  const FormatRegistry formats;
  const ImportEngine imports(**log, formats, absl::Now, workbook_program);
  const ReferenceEngine references(**log);
  peerage::runtime::WorkQueue queue(kThreads, kWaiting);
  // Calls may come before Start has returned.
  std::atomic<const Server*> started{nullptr};
  auto entrance = peerage::runtime::Entrance::Open(
      server_config, {peerage::ingestion::v1::IngestionService::service_full_name()});
  if (!entrance.ok()) return FailStart(entrance.status());
  const auto draining = [&started] {
    const Server* running = started.load();
    return running != nullptr && running->draining();
  };
  IngestionService service(**entrance, **log, imports, references, queue, draining, {}, data_dir);

  auto server = Server::Start(server_config, **entrance, {&service},
                              [&log](peerage::operations::v1::GetStatusResponse& status) {
                                const auto head = (*log)->Head();
                                if (head.ok() && *head > 0) status.set_seq(*head);
                              });
  if (!server.ok()) return FailStart(server.status());
  (*entrance)->admission().StartRefilling(nullptr);
  started = server->get();
  (*server)->SetReady(true);
  (*server)->ServeUntilSignal();
  return 0;
}
