#include "clients/cli/releases_diff.h"

#include <algorithm>
#include <memory>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/checks.h"
#include "clients/cli/figure_changes.h"
#include "clients/cli/force_names.h"
#include "clients/cli/notes.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/position_moves.h"
#include "clients/cli/release_words.h"
#include "clients/cpp/catalog_client.h"
#include "clients/cpp/ingestion_client.h"

namespace peerage::cli {
namespace {

using ingestion::v1::DiffReleasesRequest;
using ingestion::v1::DiffReleasesResponse;
using ingestion::v1::FigureChange;

struct DiffFlags {
  std::string dataset;
  int64_t from = 0;
  int64_t to = 0;
  std::string force;
  std::string group;
  std::string measure;
  std::string period;
  bool all_periods = false;
};

// The flags with release B's dataset where none was named, and every change.
absl::StatusOr<DiffReleasesResponse> FetchDiff(const Session& session, DiffFlags& flags) {
  const auto connection = ConnectTo(session, "ingestion");
  if (!connection.ok()) return connection.status();
  const client::IngestionClient ingestion(*connection);
  if (flags.dataset.empty()) {
    ingestion::v1::GetReleaseRequest later;
    later.set_seq(flags.to);
    const auto release = ingestion.GetRelease(later, Calling(session));
    if (!release.ok()) return release.status();
    flags.dataset = release->release().dataset_id();
  }
  DiffReleasesRequest request;
  request.set_dataset_id(flags.dataset);
  request.set_from_seq(flags.from);
  request.set_to_seq(flags.to);
  return FetchAll<DiffReleasesRequest, DiffReleasesResponse>(
      request, [&](const DiffReleasesRequest& page) {
        return ingestion.DiffReleases(page, Calling(session));
      });
}

// The measures that the changes bear on, each by the definition listed first;
// waits until ranking knows release B.
absl::StatusOr<std::vector<types::v1::Measure>> FetchMeasures(
    const Session& session, const DiffFlags& flags, const std::vector<FigureChange>& changes) {
  const auto connection = ConnectTo(session, "ranking");
  if (!connection.ok()) return connection.status();
  const client::CatalogClient catalog(*connection);
  catalog::v1::ListMeasuresRequest request;
  request.set_dataset_id(flags.dataset);
  request.set_seq(flags.to);
  request.set_min_seq(flags.to);
  const auto listed = FetchAll<catalog::v1::ListMeasuresRequest, catalog::v1::ListMeasuresResponse>(
      request, [&](const auto& page) { return catalog.ListMeasures(page, Calling(session)); });
  if (!listed.ok()) return listed.status();
  std::set<std::string> wanted;
  for (const FigureChange& change : changes) {
    wanted.insert(change.measure_ids().begin(), change.measure_ids().end());
  }
  std::vector<types::v1::Measure> measures;
  for (const types::v1::Measure& measure : listed->measures()) {
    if (!flags.measure.empty() && measure.id() != flags.measure) continue;
    if (wanted.erase(measure.id()) > 0) measures.push_back(measure);
  }
  return measures;
}

// With a period, only what bears on it.
std::vector<FigureChange> OfPeriod(const std::vector<FigureChange>& changes,
                                   const std::vector<types::v1::Measure>& measures,
                                   const std::string& period) {
  const auto end = core::Month::Parse(period);
  if (!end) return changes;
  std::vector<FigureChange> bearing;
  for (const FigureChange& change : changes) {
    const bool bears = std::any_of(
        measures.begin(), measures.end(),
        [&](const types::v1::Measure& measure) { return BearsOn(change, measure, *end); });
    if (bears) bearing.push_back(change);
  }
  return bearing;
}

int PrintAllJson(const Session& session, const DiffReleasesResponse& diff,
                 const std::vector<LeagueTwice>& leagues) {
  int code = PrintJson(session, diff);
  for (const LeagueTwice& league : leagues) {
    if (code == kDone && league.before) code = PrintJson(session, *league.before);
    if (code == kDone && league.before) code = PrintJson(session, league.after);
  }
  return code;
}

int Diff(const Session& session, DiffFlags flags) {
  if (flags.to < flags.from) {
    return FailUsage("the earlier release comes first: peerage releases diff 10 11");
  }
  const auto diff = FetchDiff(session, flags);
  if (!diff.ok()) return Fail(session, diff.status());
  // A peer's figure moves a force as its own does, so that positions are
  // compared by all changes, and the table lists those asked for.
  const auto all = Filter(*diff, {.force = "", .measure = flags.measure});
  const auto measures = FetchMeasures(session, flags, all);
  if (!measures.ok()) return Fail(session, measures.status());
  const auto names = FetchForceNames(session, flags.dataset, flags.to);
  if (!names.ok()) return Fail(session, names.status());
  const MovesQuery query{.dataset = flags.dataset,
                         .from_seq = flags.from,
                         .to_seq = flags.to,
                         .force = flags.force,
                         .group = flags.group,
                         .period = flags.period,
                         .all_periods = flags.all_periods};
  const auto leagues = CompareLeagues(session, query, all, *measures);
  if (!leagues.ok()) return Fail(session, leagues.status());
  if (session.json) return PrintAllJson(session, *diff, leagues->leagues);
  const std::vector<FigureChange> shown = OfPeriod(
      Filter(*diff, {.force = flags.force, .measure = flags.measure}), *measures, flags.period);
  const std::string heading = absl::StrCat(flags.dataset, ", from release ", flags.from, " to ",
                                           flags.to, ": ", CountWords(diff->total(), "change"));
  const std::string changed = shown.empty()
                                  ? "No such figure changed.\n"
                                  : RenderChanges(session.terminal, shown, *names,
                                                  flags.all_periods || !flags.period.empty());
  return Print(Paragraph(session.terminal, Tone::kStrong, heading) + "\n" + changed + "\n" +
               RenderMoves(session.terminal, query, *leagues) + "\n" +
               RenderNotes(session.terminal, {}, diff->terms(), flags.to));
}

}  // namespace

void AddReleasesDiff(CLI::App& releases, Session& session) {
  auto flags = std::make_shared<DiffFlags>();
  CLI::App* command = releases.add_subcommand(
      "diff", "What changed from one release to another, and which positions moved");
  command->add_option("from", flags->from, "The earlier release; 0: before all")
      ->required()
      ->check(IsNumber(0, INT64_MAX))
      ->type_name("SEQ");
  command->add_option("to", flags->to, "The later release")
      ->required()
      ->check(IsSeq())
      ->type_name("SEQ");
  command->add_option("--dataset", flags->dataset, "Dataset id; default: that of the later release")
      ->type_name("ID");
  command
      ->add_option("--force", flags->force,
                   "List this force's figures, and compare its own group's positions")
      ->type_name("ID");
  command
      ->add_option("--group", flags->group,
                   "Compare this group's positions; default: every force's default group, or "
                   "else england-and-wales")
      ->type_name("ID");
  command->add_option("--measure", flags->measure, "Only this measure")->type_name("ID");
  CLI::Option* period =
      command
          ->add_option("--period", flags->period,
                       "Only what bears on the period that ends with this month; default: the "
                       "newest that the changes bear on")
          ->check(IsMonth())
          ->type_name("YYYY-MM");
  command->add_flag("--all-periods", flags->all_periods, "Every period that the changes bear on")
      ->excludes(period);
  command->footer(
      "With --json the changes are one line, and after it each league table as it was before and "
      "after, a line each (JSON Lines).\nExample:\n  peerage releases diff 10 11 --measure "
      "all-crime-offences --period 2018-12");
  command->callback(
      [&session, flags] { session.action = [&session, flags] { return Diff(session, *flags); }; });
}

}  // namespace peerage::cli
