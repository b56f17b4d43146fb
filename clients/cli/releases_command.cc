#include "clients/cli/releases_command.h"

#include <iostream>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/paging.h"
#include "clients/cli/release_words.h"
#include "clients/cli/table.h"
#include "clients/cpp/ingestion_client.h"

namespace peerage::cli {
namespace {

using ingestion::v1::ListReleasesRequest;
using ingestion::v1::ListReleasesResponse;
using ingestion::v1::Release;

std::string Span(const Release& release) {
  return release.first_period().empty()
             ? ""
             : absl::StrCat(release.first_period(), " to ", release.last_period());
}

std::string RenderList(const Terminal& terminal, const ListReleasesResponse& response) {
  Table table({{"Seq", Align::kRight},
               {"Dataset"},
               {"Kind"},
               {"Format"},
               {"Rows", Align::kRight},
               {"Periods"},
               {"Known since"},
               {"File"}});
  for (const Release& release : response.releases()) {
    table.AddRow({{absl::StrCat(release.seq()), Tone::kStrong},
                  {release.dataset_id()},
                  {KindWords(release.kind())},
                  {release.format()},
                  {RowsWords(release.rows())},
                  {Span(release)},
                  {KnownWords(release)},
                  {release.file_name()}});
  }
  const std::string text = table.Render(terminal);
  return text.empty() ? "No release yet.\n" : text;
}

std::string RenderOne(const Terminal& terminal, const Release& release) {
  Table table({{"Release"}, {absl::StrCat(release.seq())}});
  table.AddRow({{"Id"}, {release.id()}});
  table.AddRow({{"Dataset"}, {release.dataset_id()}});
  table.AddRow({{"Kind"}, {KindWords(release.kind())}});
  table.AddRow({{"Reason"}, {release.reason()}});
  table.AddRow({{"Format"}, {release.format()}});
  table.AddRow({{"File"}, {release.file_name()}});
  table.AddRow({{"Rows"}, {RowsWords(release.rows())}});
  table.AddRow({{"Series"}, {absl::StrJoin(release.series_ids(), ", ")}});
  table.AddRow({{"Periods"}, {Span(release)}});
  table.AddRow({{"Known since"}, {KnownWords(release)}});
  table.AddRow({{"Sent by"}, {release.actor()}});
  table.AddRow({{"SHA-256 of the bytes"}, {absl::BytesToHexString(release.bytes_sha256())}});
  table.AddRow({{"SHA-256 of the content"}, {absl::BytesToHexString(release.content_digest())}});
  return table.Render(terminal);
}

int List(const Session& session, const std::string& dataset) {
  const auto connection = ConnectTo(session, "ingestion");
  if (!connection.ok()) return FailUsage(connection.status());
  const client::IngestionClient ingestion(*connection);
  ListReleasesRequest request;
  request.set_dataset_id(dataset);
  const auto response = FetchAll<ListReleasesRequest, ListReleasesResponse>(
      request, [&](const ListReleasesRequest& page) { return ingestion.ListReleases(page); });
  if (!response.ok()) return Fail(response.status());
  if (session.json) return PrintJson(*response);
  std::cout << RenderList(session.terminal, *response);
  return kDone;
}

int Show(const Session& session, int64_t seq) {
  const auto connection = ConnectTo(session, "ingestion");
  if (!connection.ok()) return FailUsage(connection.status());
  ingestion::v1::GetReleaseRequest request;
  request.set_seq(seq);
  const auto response = client::IngestionClient(*connection).GetRelease(request);
  if (!response.ok()) return Fail(response.status());
  if (session.json) return PrintJson(*response);
  std::cout << RenderOne(session.terminal, response->release());
  return kDone;
}

}  // namespace

void AddReleasesCommand(CLI::App& app, Session& session) {
  CLI::App* releases = app.add_subcommand("releases", "What came in, and when it became known");

  auto dataset = std::make_shared<std::string>();
  CLI::App* list = releases->add_subcommand("list", "Every release, oldest first");
  list->add_option("--dataset", *dataset, "Only of this dataset")->type_name("ID");
  list->footer("Example:\n  peerage releases list --dataset open-data");
  list->callback([&session, dataset] {
    session.action = [&session, dataset] { return List(session, *dataset); };
  });

  auto seq = std::make_shared<int64_t>(0);
  CLI::App* show = releases->add_subcommand("show", "One release");
  show->add_option("seq", *seq, "Its number")
      ->required()
      ->check(CLI::PositiveNumber)
      ->type_name("SEQ");
  show->footer("Example:\n  peerage releases show 3");
  show->callback(
      [&session, seq] { session.action = [&session, seq] { return Show(session, *seq); }; });
}

}  // namespace peerage::cli
