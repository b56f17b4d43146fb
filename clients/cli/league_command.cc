#include "clients/cli/league_command.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/notes.h"
#include "clients/cli/output.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/subject_flags.h"
#include "clients/cli/words.h"
#include "clients/cpp/ranking_client.h"

namespace peerage::cli {
namespace {

struct LeagueFlags {
  SubjectFlags subject;
  std::string measure;
  std::string period;
  std::string basis = "value";
};

ranking::v1::GetLeagueTableRequest RequestOf(const LeagueFlags& flags) {
  ranking::v1::GetLeagueTableRequest request;
  ApplySubject(flags.subject, request);
  request.set_measure_id(flags.measure);
  if (!flags.period.empty()) request.mutable_period()->set_end_month(flags.period);
  request.set_basis(flags.basis == "change" ? ranking::v1::LEAGUE_TABLE_BASIS_CHANGE
                                            : ranking::v1::LEAGUE_TABLE_BASIS_VALUE);
  return request;
}

// The place in the order that was asked for.
std::string PlaceIn(const types::v1::Standing& standing, bool by_change) {
  if (!by_change) return standing.has_position() ? standing.position_display() : "-";
  const bool placed = standing.has_change_on_year() && standing.change_on_year().has_position();
  return placed ? absl::StrCat(standing.change_on_year().position()) : "-";
}

std::string RenderLeague(const Terminal& terminal,
                         const ranking::v1::GetLeagueTableResponse& response,
                         const std::string& force) {
  if (response.standings().empty()) return "The group has no members.\n";
  const bool by_change = response.basis() == ranking::v1::LEAGUE_TABLE_BASIS_CHANGE;
  Table table({{"Place", Align::kRight},
               {"Force"},
               {"Value", Align::kRight},
               {"Count", Align::kRight},
               {"Over the year", Align::kRight},
               {"To the average", Align::kRight}});
  for (const auto& standing : response.standings()) {
    const Tone tone = standing.force_id() == force ? Tone::kStrong : Tone::kPlain;
    table.AddRow(
        {{PlaceIn(standing, by_change), tone},
         {standing.force_name(), tone},
         {standing.value().display(), tone},
         {standing.value().numerator_display(), tone},
         {YearWords(standing), tone},
         {ChangeWords(standing.has_change_to_average(), standing.change_to_average()), tone}});
  }
  ForceNames names;
  for (const auto& standing : response.standings()) {
    names[standing.force_id()] = standing.force_name();
  }
  const auto& first = response.standings(0);
  return Paragraph(terminal, Tone::kStrong, first.measure_name()) +
         Paragraph(terminal, Tone::kPlain,
                   absl::StrCat(PeriodWords(first.period()), ", ", GroupWords(first.group(), names),
                                by_change ? ", by change over the year" : "", "; average ",
                                first.has_group_average() ? first.group_average_display()
                                                          : "not available")) +
         "\n" + table.Render(terminal);
}

int ShowLeague(const Session& session, const LeagueFlags& flags) {
  const auto connection = ConnectTo(session, "ranking");
  if (!connection.ok()) return FailUsage(connection.status());
  const auto response =
      client::RankingClient(*connection).GetLeagueTable(RequestOf(flags), Calling(session));
  if (!response.ok()) return Fail(session, response.status());
  if (session.json) return PrintJson(session, *response);
  return Print(
      RenderLeague(session.terminal, *response, flags.subject.force) + "\n" +
      RenderNotes(session.terminal,
                  CaveatTexts({response->standings().begin(), response->standings().end()}),
                  response->terms(), response->seq()));
}

}  // namespace

void AddLeagueCommand(CLI::App& app, Session& session) {
  auto flags = std::make_shared<LeagueFlags>();
  CLI::App* command = app.add_subcommand("league", "Every force of the group, best first");
  AddSubjectFlags(*command, flags->subject);
  AddMeasureFlag(*command, flags->measure);
  AddPeriodFlag(*command, flags->period,
                "The period's last month; default: the force's latest comparable one");
  command->add_option("--basis", flags->basis, "Order by value, or by change over the year")
      ->check(IsOneOf({"value", "change"}))
      ->capture_default_str()
      ->type_name("value|change");
  command->footer(
      "Example:\n  peerage league --dataset open-data --force essex --measure all-crime-offences "
      "--period 2019-12 --basis change");
  command->callback([&session, flags] {
    session.action = [&session, flags] { return ShowLeague(session, *flags); };
  });
}

}  // namespace peerage::cli
