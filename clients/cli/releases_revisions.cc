#include "clients/cli/releases_revisions.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/notes.h"
#include "clients/cli/output.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/release_words.h"
#include "clients/cli/subject_flags.h"
#include "clients/cli/table.h"
#include "clients/cli/words.h"
#include "clients/cpp/ranking_client.h"

namespace peerage::cli {
namespace {

using ranking::v1::ListRevisionsResponse;
using ranking::v1::MeasureRevisions;

struct RevisionsFlags {
  std::string dataset;
  std::vector<std::string> measures;
  std::string force;
  AsOfFlags knowledge;
};

ranking::v1::ListRevisionsRequest RequestOf(const RevisionsFlags& flags) {
  ranking::v1::ListRevisionsRequest request;
  request.set_dataset_id(flags.dataset);
  for (const std::string& measure : flags.measures) request.add_measure_ids(measure);
  request.set_force_id(flags.force);
  ApplyAsOf(flags.knowledge, request);
  return request;
}

// "3.2%: Leicestershire, 12 months to December 2018, 87,167 to 89,967".
std::string LargestWords(bool present, const ranking::v1::Revision& revision) {
  if (!present) return "none";
  return absl::StrCat(revision.percent_display(), ": ", revision.force_name(), ", ",
                      PeriodWords(revision.period()), ", ", revision.first_display(), " to ",
                      revision.newest_display());
}

std::string RenderRevisions(const Terminal& terminal, const ListRevisionsResponse& response) {
  Table table({{"Measure"},
               {"Periods released again", Align::kRight},
               {"Figures compared", Align::kRight},
               {"Revised", Align::kRight},
               {"Median", Align::kRight},
               {"Largest up"},
               {"Largest down"}});
  for (const MeasureRevisions& measure : response.revisions()) {
    const std::string& median = measure.median_percent_display();
    table.AddRow({{measure.measure_name()},
                  {RowsWords(measure.periods())},
                  {RowsWords(measure.compared())},
                  {RowsWords(measure.revised())},
                  {median.empty() ? "-" : median},
                  {LargestWords(measure.has_largest_up(), measure.largest_up())},
                  {LargestWords(measure.has_largest_down(), measure.largest_down())}});
  }
  return table.Render(terminal);
}

int Revisions(const Session& session, const RevisionsFlags& flags) {
  const auto connection = ConnectTo(session, "ranking");
  if (!connection.ok()) return FailUsage(connection.status());
  const auto response =
      client::RankingClient(*connection).ListRevisions(RequestOf(flags), Calling(session));
  if (!response.ok()) return Fail(session, response.status());
  if (session.json) return PrintJson(session, *response);
  return Print(RenderRevisions(session.terminal, *response) + "\n" +
               RenderNotes(session.terminal,
                           {"Numerators as first published beside the newest; per cent of the "
                            "first."},
                           response->terms(), response->seq()));
}

}  // namespace

void AddReleasesRevisions(CLI::App& releases, Session& session) {
  auto flags = std::make_shared<RevisionsFlags>();
  CLI::App* command = releases.add_subcommand(
      "revisions", "How much the figures of each measure changed after they were first published");
  command->add_option("--dataset", flags->dataset, "Dataset id, for example essex-history")
      ->required()
      ->type_name("ID");
  command
      ->add_option("--measure", flags->measures,
                   "Only this measure; may be given again, in the order wanted")
      ->type_name("ID");
  command->add_option("--force", flags->force, "Only this force's figures")->type_name("ID");
  AddAsOfFlags(*command, flags->knowledge);
  command->footer(
      "Example:\n  peerage releases revisions --dataset essex-history --measure "
      "all-crime-offences");
  command->callback([&session, flags] {
    session.action = [&session, flags] { return Revisions(session, *flags); };
  });
}

}  // namespace peerage::cli
