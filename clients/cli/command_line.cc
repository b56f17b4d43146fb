#include "clients/cli/command_line.h"

#include <CLI/CLI.hpp>

#include "clients/cli/catalog_command.h"
#include "clients/cli/import_command.h"
#include "clients/cli/league_command.h"
#include "clients/cli/positions_command.h"
#include "clients/cli/reference_command.h"
#include "clients/cli/releases_command.h"
#include "clients/cli/report_command.h"
#include "clients/cli/standing_command.h"
#include "clients/cli/standings_command.h"

namespace peerage::cli {
namespace {

void AddAddress(CLI::App& app, const std::string& service, const std::string& variable,
                std::string& address) {
  app.add_option("--" + service, address, "Where the " + service + " service listens")
      ->envname(variable)
      ->type_name("HOST:PORT");
}

void AddSharedFlags(CLI::App& app, Session& session) {
  AddAddress(app, "ingestion", "PEERAGE_INGESTION", session.ingestion_address);
  AddAddress(app, "ranking", "PEERAGE_RANKING", session.ranking_address);
  AddAddress(app, "reporting", "PEERAGE_REPORTING", session.reporting_address);
  app.add_flag("--json", session.json, "Print the response as JSON");
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
}

}  // namespace

int RunCommandLine(int argc, const char* const* argv) {
  CLI::App app(
      "Compares police forces in England and Wales with their most similar forces, and prints what "
      "that means.",
      "peerage");
  Session session;
  session.terminal = StandardOutput();
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
    // Also --help, which ends well.
    return app.exit(end) == 0 ? kDone : kWrongUsage;
  }
  if (!session.action) {
    return FailUsage("which command? peerage --help lists them, peerage COMMAND --help says more");
  }
  return session.action();
}

}  // namespace peerage::cli
