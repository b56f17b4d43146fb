#include "clients/cli/positions_command.h"

#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/notes.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/subject_flags.h"
#include "clients/cli/words.h"
#include "clients/cpp/catalog_client.h"
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

// Groups by id, in words.
using GroupNames = std::map<std::string, std::string>;

// The standing that the series ends with: it has the names of what the points
// only have the ids of.
absl::StatusOr<types::v1::Standing> FetchLast(const Session& session,
                                              const client::RankingClient& ranking,
                                              const PositionsFlags& flags,
                                              const ranking::v1::ListPositionsResponse& series) {
  ranking::v1::GetStandingRequest request;
  ApplySubject(flags.subject, request);
  request.set_measure_id(flags.measure);
  *request.mutable_period() = series.positions(series.positions_size() - 1).period();
  request.set_seq(series.seq());
  const auto response = ranking.GetStanding(request, Calling(session));
  if (!response.ok()) return response.status();
  return response->standing();
}

absl::StatusOr<GroupNames> FetchGroupNames(const Session& session, const std::string& dataset,
                                           int64_t seq) {
  using catalog::v1::ListSimilarGroupsRequest;
  using catalog::v1::ListSimilarGroupsResponse;
  const auto connection = ConnectTo(session, "ranking");
  if (!connection.ok()) return connection.status();
  const client::CatalogClient catalog(*connection);
  ListSimilarGroupsRequest request;
  request.set_dataset_id(dataset);
  request.set_seq(seq);
  const auto response = FetchAll<ListSimilarGroupsRequest, ListSimilarGroupsResponse>(
      request, [&](const ListSimilarGroupsRequest& page) {
        return catalog.ListSimilarGroups(page, Calling(session));
      });
  if (!response.ok()) return response.status();
  GroupNames names;
  for (const auto& group : response->similar_groups()) {
    names[group.id()] = absl::StrCat(group.name(), group.verified() ? "" : " (not verified)");
  }
  return names;
}

std::string RenderPositionsTable(const Terminal& terminal,
                                 const ranking::v1::ListPositionsResponse& response,
                                 const std::string& last_group, const GroupNames& groups) {
  Table table({{"To"}, {"Position", Align::kRight}, {"Value", Align::kRight}, {"Group"}});
  for (const auto& point : response.positions()) {
    const std::string place =
        point.has_position() ? absl::StrCat(point.position(), " of ", point.ranked_of()) : "-";
    // Only where it is not the heading's.
    const bool other = !point.group_id().empty() && point.group_id() != last_group;
    const auto found = groups.find(point.group_id());
    const std::string& group = found == groups.end() ? point.group_id() : found->second;
    table.AddRow({{MonthWords(point.period().end_month())},
                  {place},
                  {point.value().display()},
                  {other ? group : ""}});
  }
  return table.Render(terminal);
}

int ShowPositions(const Session& session, const PositionsFlags& flags) {
  const auto connection = ConnectTo(session, "ranking");
  if (!connection.ok()) return FailUsage(connection.status());
  const client::RankingClient ranking(*connection);
  const auto response = ranking.ListPositions(RequestOf(flags), Calling(session));
  if (!response.ok()) return Fail(session, response.status());
  if (session.json) return PrintJson(session, *response);
  if (response->positions().empty()) return Print("No position yet.\n");
  const auto last = FetchLast(session, ranking, flags, *response);
  if (!last.ok()) return Fail(session, last.status());
  const auto groups = FetchGroupNames(session, flags.subject.dataset, response->seq());
  if (!groups.ok()) return Fail(session, groups.status());
  const auto forces = FetchForceNames(session, flags.subject.dataset, response->seq());
  if (!forces.ok()) return Fail(session, forces.status());
  return Print(
      Paragraph(session.terminal, Tone::kStrong,
                absl::StrCat(last->force_name(), ": ", last->measure_name(), "   ",
                             Sparkline(response->positions()))) +
      Paragraph(session.terminal, Tone::kPlain, "among " + GroupWords(last->group(), *forces)) +
      "\n" + RenderPositionsTable(session.terminal, *response, last->group().id(), *groups) + "\n" +
      RenderNotes(session.terminal, {}, response->terms(), response->seq()));
}

}  // namespace

void AddPositionsCommand(CLI::App& app, Session& session) {
  auto flags = std::make_shared<PositionsFlags>();
  CLI::App* command =
      app.add_subcommand("positions", "The positions a force has held, oldest first, with gaps");
  AddSubjectFlags(*command, flags->subject);
  AddMeasureFlag(*command, flags->measure);
  AddPeriodFlag(*command, flags->period,
                "The last period's last month; default: the latest comparable one");
  command->add_option("--points", flags->points, "How many positions")
      ->check(IsNumber(1, 60))
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
