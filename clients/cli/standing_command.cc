#include "clients/cli/standing_command.h"

#include <memory>

#include "clients/cli/notes.h"
#include "clients/cli/output.h"
#include "clients/cli/standing_card.h"
#include "clients/cli/subject_flags.h"
#include "clients/cpp/ranking_client.h"

namespace peerage::cli {
namespace {

struct StandingFlags {
  SubjectFlags subject;
  std::string measure;
  std::string period;
  std::string compare_with;
  std::string reporting_month;
  int history = 12;
};

ranking::v1::GetStandingRequest RequestOf(const StandingFlags& flags) {
  ranking::v1::GetStandingRequest request;
  ApplySubject(flags.subject, request);
  request.set_measure_id(flags.measure);
  if (!flags.period.empty()) request.mutable_period()->set_end_month(flags.period);
  request.set_compare_with_period(flags.compare_with);
  request.set_reporting_month(flags.reporting_month);
  request.set_history_points(flags.history);
  return request;
}

int ShowStanding(const Session& session, const StandingFlags& flags) {
  const auto connection = ConnectTo(session, "ranking");
  if (!connection.ok()) return FailUsage(connection.status());
  const auto response =
      client::RankingClient(*connection).GetStanding(RequestOf(flags), Calling(session));
  if (!response.ok()) return Fail(session, response.status());
  if (session.json) return PrintJson(session, *response);
  const auto& standing = response->standing();
  const auto names = FetchForceNames(session, standing.dataset_id(), standing.seq());
  if (!names.ok()) return Fail(session, names.status());
  return Print(
      RenderStandingCard(session.terminal, standing, *names) + "\n" +
      RenderNotes(session.terminal, CaveatTexts({standing}), response->terms(), standing.seq()));
}

}  // namespace

void AddStandingCommand(CLI::App& app, Session& session) {
  auto flags = std::make_shared<StandingFlags>();
  CLI::App* command = app.add_subcommand("standing", "One force, one measure, one period");
  AddSubjectFlags(*command, flags->subject);
  AddMeasureFlag(*command, flags->measure);
  AddPeriodFlag(*command, flags->period,
                "The period's last month; default: the latest comparable one");
  command
      ->add_option("--compare-with", flags->compare_with,
                   "Last month of the period to compare with; default: the latest that ends at "
                   "least 3 months before")
      ->check(IsMonth())
      ->type_name("YYYY-MM");
  command
      ->add_option("--reporting-month", flags->reporting_month,
                   "Whose aspiration counts; default: the period's last month")
      ->check(IsMonth())
      ->type_name("YYYY-MM");
  command->add_option("--history", flags->history, "How many positions the sparkline has")
      ->check(IsNumber(0, 60))
      ->capture_default_str()
      ->type_name("N");
  command->footer(
      "Example:\n  peerage standing --dataset open-data --force essex --measure "
      "all-crime-offences --period 2019-12");
  command->callback([&session, flags] {
    session.action = [&session, flags] { return ShowStanding(session, *flags); };
  });
}

}  // namespace peerage::cli
