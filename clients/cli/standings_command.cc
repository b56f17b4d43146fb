#include "clients/cli/standings_command.h"

#include <memory>

#include "clients/cli/notes.h"
#include "clients/cli/output.h"
#include "clients/cli/standings_table.h"
#include "clients/cli/subject_flags.h"
#include "clients/cpp/ranking_client.h"

namespace peerage::cli {
namespace {

struct StandingsFlags {
  SubjectFlags subject;
  std::string month;
  std::string previous;
  int history = 12;
  std::vector<std::string> measures;
};

ranking::v1::ListStandingsRequest RequestOf(const StandingsFlags& flags) {
  ranking::v1::ListStandingsRequest request;
  ApplySubject(flags.subject, request);
  request.set_reporting_month(flags.month);
  request.set_previous_reporting_month(flags.previous);
  request.set_history_points(flags.history);
  for (const std::string& measure : flags.measures) request.add_measure_ids(measure);
  return request;
}

int ShowStandings(const Session& session, const StandingsFlags& flags) {
  const auto connection = ConnectTo(session, "ranking");
  if (!connection.ok()) return FailUsage(connection.status());
  const auto response =
      client::RankingClient(*connection).ListStandings(RequestOf(flags), Calling(session));
  if (!response.ok()) return Fail(session, response.status());
  if (session.json) return PrintJson(session, *response);
  const auto names = FetchForceNames(session, flags.subject.dataset, response->seq());
  if (!names.ok()) return Fail(session, names.status());
  return Print(
      RenderStandings(session.terminal, *response, *names) + "\n" +
      RenderNotes(session.terminal,
                  CaveatTexts({response->standings().begin(), response->standings().end()}),
                  response->terms(), response->seq()));
}

}  // namespace

void AddStandingsCommand(CLI::App& app, Session& session) {
  auto flags = std::make_shared<StandingsFlags>();
  CLI::App* command =
      app.add_subcommand("standings", "One force, all measures of a dataset, one reporting month");
  AddSubjectFlags(*command, flags->subject);
  command
      ->add_option("--month", flags->month,
                   "The reporting month; default: the newest of which anything is loaded")
      ->check(IsMonth())
      ->type_name("YYYY-MM");
  command
      ->add_option("--previous", flags->previous,
                   "The reporting month to compare with; default: three months before")
      ->check(IsMonth())
      ->type_name("YYYY-MM");
  command->add_option("--history", flags->history, "How many positions the sparklines have")
      ->check(IsNumber(0, 60))
      ->capture_default_str()
      ->type_name("N");
  command
      ->add_option("--measure", flags->measures,
                   "Only this measure; may be given again, in the order wanted")
      ->type_name("ID");
  command->footer(
      "Example:\n  peerage standings --dataset paper-2020-01 --force essex --month 2020-01 "
      "--previous 2019-10");
  command->callback([&session, flags] {
    session.action = [&session, flags] { return ShowStandings(session, *flags); };
  });
}

}  // namespace peerage::cli
