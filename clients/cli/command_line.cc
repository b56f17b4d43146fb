#include "clients/cli/command_line.h"

#include <CLI/CLI.hpp>
#include <sstream>

#include "clients/cli/catalog_command.h"
#include "clients/cli/import_command.h"
#include "clients/cli/league_command.h"
#include "clients/cli/output.h"
#include "clients/cli/positions_command.h"
#include "clients/cli/reference_command.h"
#include "clients/cli/releases_command.h"
#include "clients/cli/report_command.h"
#include "clients/cli/standing_command.h"
#include "clients/cli/standings_command.h"
#include "clients/cli/status_command.h"
#include "clients/cli/usage_fault.h"
#include "clients/cpp/random_key.h"

namespace peerage::cli {
namespace {

void AddAddress(CLI::App& app, const std::string& service, const std::string& variable,
                std::string& address) {
  app.add_option("--" + service, address,
                 "Where the " + service +
                     " service listens: HOST:PORT, several ADDRESS:PORT with commas between, or a "
                     "gRPC target such as dns:///" +
                     service + ":7401")
      ->envname(variable)
      ->type_name("HOST:PORT");
}

void AddSharedFlags(CLI::App& app, Session& session) {
  AddAddress(app, "ingestion", "PEERAGE_INGESTION", session.ingestion_address);
  AddAddress(app, "ranking", "PEERAGE_RANKING", session.ranking_address);
  AddAddress(app, "reporting", "PEERAGE_REPORTING", session.reporting_address);
  app.add_option("--tls-dir", session.tls_dir,
                 "Directory with tls.crt, tls.key and ca.crt for mutual TLS, for example "
                 "build/certs/ops-console")
      ->envname("PEERAGE_TLS_DIR")
      ->type_name("DIR");
  app.add_option("--as", session.as,
                 "Identity to call as, for tests of a policy within this machine, for example "
                 "spiffe://peerage.example/force/kent/perf-hub")
      ->type_name("URI");
  app.add_flag("--json", session.json,
               "Print the response as JSON; of a refusal also its reason and request id");
  app.add_flag("--verbose", session.verbose, "Say of a refusal also its reason and request id");
}

void AddCommands(CLI::App& app, Session& session) {
  AddImportCommand(app, session);
  AddReferenceCommand(app, session);
  AddReleasesCommand(app, session);
  AddCatalogCommand(app, session);
  AddStandingCommand(app, session);
  AddStandingsCommand(app, session);
  AddLeagueCommand(app, session);
  AddPositionsCommand(app, session);
  AddReportCommand(app, session);
  AddStatusCommand(app, session);
}

}  // namespace

int RunCommandLine(int argc, const char* const* argv) {
  CLI::App app(
      "Compares police forces in England and Wales with their most similar forces, and prints what "
      "that means.",
      "peerage");
  Session session;
  session.terminal = StandardOutput();
  session.request_id = client::RandomKey();
  app.set_version_flag("--version", "peerage " PEERAGE_VERSION, "Print the version");
  // Whether one was given is looked at below: CLI11 would not name a wrong one.
  app.require_subcommand(0, 1);
  // The shared flags may stand anywhere, also behind the subcommand.
  app.fallthrough();
  AddSharedFlags(app, session);
  AddCommands(app, session);
  app.footer(
      "The shared flags above may follow any command. peerage COMMAND --help says more, "
      "with an example.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& end) {
    if (end.get_exit_code() != 0) return FailUsage(UsageFault(app, end));
    // --help and --version.
    std::ostringstream out;
    app.exit(end, out, out);
    return Print(out.str());
  }
  if (!session.action) {
    return FailUsage("which command? peerage --help lists them, peerage COMMAND --help says more");
  }
  const int code = session.action();
  NoteStaleness(*session.freshness);
  return code;
}

}  // namespace peerage::cli
