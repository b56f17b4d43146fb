#include "clients/cli/releases_command.h"

#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/checks.h"
#include "clients/cli/facts.h"
#include "clients/cli/findings_table.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/release_words.h"
#include "clients/cli/releases_diff.h"
#include "clients/cli/releases_export.h"
#include "clients/cli/releases_revisions.h"
#include "clients/cli/table.h"
#include "clients/cpp/ingestion_client.h"

namespace peerage::cli {
namespace {

using ingestion::v1::ListReleasesRequest;
using ingestion::v1::ListReleasesResponse;
using ingestion::v1::Release;

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
                  {SpanWords(release)},
                  {KnownWords(release)},
                  {release.file_name()}});
  }
  return table.Render(terminal);
}

std::string RenderOne(const Terminal& terminal, const Release& release) {
  return RenderFacts(
      terminal, {{"Release", absl::StrCat(release.seq()), Tone::kStrong},
                 {"Id", release.id()},
                 {"Dataset", release.dataset_id()},
                 {"Kind", KindWords(release.kind())},
                 {"Reason", release.reason()},
                 {"Format", release.format()},
                 {"File", release.file_name()},
                 {"Rows", RowsWords(release.rows())},
                 {"Series", absl::StrJoin(release.series_ids(), ", ")},
                 {"Periods", SpanWords(release)},
                 {"Known since", KnownWords(release)},
                 {"Sent by", release.actor()},
                 {"SHA-256 of the bytes", absl::BytesToHexString(release.bytes_sha256())},
                 {"SHA-256 of the content", absl::BytesToHexString(release.content_digest())}});
}

int List(const Session& session, const std::string& dataset) {
  const auto connection = ConnectTo(session, "ingestion");
  if (!connection.ok()) return FailUsage(connection.status());
  const client::IngestionClient ingestion(*connection);
  ListReleasesRequest request;
  request.set_dataset_id(dataset);
  const auto response = FetchAll<ListReleasesRequest, ListReleasesResponse>(
      request, [&](const ListReleasesRequest& page) {
        return ingestion.ListReleases(page, Calling(session));
      });
  if (!response.ok()) return Fail(session, response.status());
  if (session.json) return PrintJson(session, *response);
  if (!response->releases().empty()) return Print(RenderList(session.terminal, *response));
  return Print(dataset.empty()
                   ? "No release yet.\n"
                   : absl::StrCat("No release of the data set ", Printable(dataset), ".\n"));
}

int Show(const Session& session, int64_t seq) {
  const auto connection = ConnectTo(session, "ingestion");
  if (!connection.ok()) return FailUsage(connection.status());
  ingestion::v1::GetReleaseRequest request;
  request.set_seq(seq);
  const auto response = client::IngestionClient(*connection).GetRelease(request, Calling(session));
  if (!response.ok()) return Fail(session, response.status());
  if (session.json) return PrintJson(session, *response);
  std::string text = RenderOne(session.terminal, response->release());
  if (!response->warnings().empty()) {
    absl::StrAppend(
        &text, "\n", CountWords(response->warnings_total(), "warning"), " when it was taken in\n",
        RenderFindings(session.terminal, response->warnings(), response->warnings_total()));
  }
  return Print(text);
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
  show->add_option("seq", *seq, "Its number")->required()->check(IsSeq())->type_name("SEQ");
  show->footer("Example:\n  peerage releases show 3");
  show->callback(
      [&session, seq] { session.action = [&session, seq] { return Show(session, *seq); }; });

  AddReleasesDiff(*releases, session);
  AddReleasesExport(*releases, session);
  AddReleasesRevisions(*releases, session);
}

}  // namespace peerage::cli
