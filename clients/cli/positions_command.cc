#include "clients/cli/positions_command.h"

#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/notes.h"
#include "clients/cli/subject_flags.h"
#include "clients/cli/words.h"
#include "clients/cpp/ranking_client.h"

namespace peerage::cli {
namespace {

struct PositionsFlags {
  SubjectFlags subject;
  std::string measure;
  std::string period;
  int points = 12;
};

ranking::v1::ListPositionsRequest RequestOf(const PositionsFlags& flags) {
  ranking::v1::ListPositionsRequest request;
  ApplySubject(flags.subject, request);
  request.set_measure_id(flags.measure);
  if (!flags.period.empty()) request.mutable_period()->set_end_month(flags.period);
  request.set_points(flags.points);
  return request;
}

std::string RenderPositionsTable(const Terminal& terminal,
                                 const ranking::v1::ListPositionsResponse& response) {
  Table table({{"To"}, {"Position", Align::kRight}, {"Value", Align::kRight}, {"Group"}});
  for (const auto& point : response.positions()) {
    const std::string place =
        point.has_position() ? absl::StrCat(point.position(), " of ", point.ranked_of()) : "-";
    const std::string& group = point.group_id();
    table.AddRow({{MonthWords(point.period().end_month())},
                  {place},
                  {point.value().display()},
                  {group.empty() ? "as asked" : group}});
  }
  return table.Render(terminal);
}

int ShowPositions(const Session& session, const PositionsFlags& flags) {
  const auto connection = ConnectTo(session, "ranking");
  if (!connection.ok()) return FailUsage(connection.status());
  const auto response = client::RankingClient(*connection).ListPositions(RequestOf(flags));
  if (!response.ok()) return Fail(WithGroupHint(response.status(), flags.subject.group));
  if (session.json) return PrintJson(*response);
  const auto terms = FetchTerms(session, flags.subject.dataset, response->seq());
  if (!terms.ok()) return Fail(terms.status());
  std::cout << Printable(absl::StrCat(flags.subject.force, ": ", flags.measure, "   "))
            << Sparkline(response->positions()) << "\n\n"
            << RenderPositionsTable(session.terminal, *response) << "\n"
            << RenderNotes(session.terminal, {}, *terms, response->seq());
  return kDone;
}

}  // namespace

void AddPositionsCommand(CLI::App& app, Session& session) {
  auto flags = std::make_shared<PositionsFlags>();
  CLI::App* command =
      app.add_subcommand("positions", "The positions a force has held, oldest first, with gaps");
  AddSubjectFlags(*command, flags->subject);
  command->add_option("--measure", flags->measure, "Measure id, for example all-crime-offences")
      ->required()
      ->type_name("ID");
  command
      ->add_option("--period", flags->period,
                   "The last period's last month; default: the latest comparable one")
      ->check(IsMonth())
      ->type_name("YYYY-MM");
  command->add_option("--points", flags->points, "How many positions")
      ->check(CLI::Range(1, 60))
      ->capture_default_str()
      ->type_name("N");
  command->footer(
      "Example:\n  peerage positions --dataset open-data --force essex --measure "
      "all-crime-offences --points 24");
  command->callback([&session, flags] {
    session.action = [&session, flags] { return ShowPositions(session, *flags); };
  });
}

}  // namespace peerage::cli
