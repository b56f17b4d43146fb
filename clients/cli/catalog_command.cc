#include "clients/cli/catalog_command.h"

#include <memory>

#include "clients/cli/catalog_tables.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/subject_flags.h"
#include "clients/cpp/catalog_client.h"

namespace peerage::cli {
namespace {

using client::CatalogClient;

struct CatalogFlags {
  std::string dataset;
  std::string force;
  std::string measure;
  std::string from;
  AsOfFlags knowledge;
};

// One list: fills the request by `fill`, fetches all of it through `method`,
// and prints it.
template <class Request, class Response>
int ShowList(const Session& session, const CatalogFlags& flags,
             absl::StatusOr<Response> (CatalogClient::*method)(const Request&,
                                                               const client::CallOptions&) const,
             const std::function<void(Request&)>& fill) {
  const auto connection = ConnectTo(session, "ranking");
  if (!connection.ok()) return FailUsage(connection.status());
  const CatalogClient catalog(*connection);
  Request request;
  fill(request);
  ApplyAsOf(flags.knowledge, request);
  const auto response = FetchAll<Request, Response>(
      request, [&](const Request& page) { return (catalog.*method)(page, Calling(session)); });
  if (!response.ok()) return Fail(session, response.status());
  if (session.json) return PrintJson(session, *response);
  return Print(RenderCatalog(session.terminal, *response));
}

using Flags = std::shared_ptr<CatalogFlags>;

CLI::App* AddList(CLI::App& catalog, const Flags& flags, const std::string& name,
                  const std::string& what, bool of_dataset) {
  CLI::App* command = catalog.add_subcommand(name, what);
  if (of_dataset) {
    command->add_option("--dataset", flags->dataset, "Dataset id, for example open-data")
        ->required()
        ->type_name("ID");
  }
  AddAsOfFlags(*command, flags->knowledge);
  command->footer("Example:\n  peerage catalog " + name +
                  (of_dataset ? " --dataset open-data" : ""));
  return command;
}

void AddForceFlag(CLI::App& command, const Flags& flags) {
  command.add_option("--force", flags->force, "Only what concerns this force")->type_name("ID");
}

void AddMeasureChoice(CLI::App& command, const Flags& flags) {
  command.add_option("--measure", flags->measure, "Only what concerns this measure")
      ->type_name("ID");
}

template <class Request, class Response>
std::function<int()> Lists(Session& session, const Flags& flags,
                           absl::StatusOr<Response> (CatalogClient::*method)(
                               const Request&, const client::CallOptions&) const,
                           std::function<void(Request&)> fill) {
  return [&session, flags, method, fill] { return ShowList(session, *flags, method, fill); };
}

// Makes `action` what the session does when `command` was given.
void OnCommand(CLI::App& command, Session& session, const std::function<int()>& action) {
  command.callback([&session, action] { session.action = action; });
}

// What happened, and what is to come.
void AddDatedFacts(CLI::App& catalog, Session& session, const Flags& flags) {
  CLI::App* annotations =
      AddList(catalog, flags, "annotations", "Dated remarks on the figures, oldest first", true);
  AddForceFlag(*annotations, flags);
  AddMeasureChoice(*annotations, flags);
  OnCommand(*annotations, session,
            Lists<catalog::v1::ListAnnotationsRequest>(
                session, flags, &CatalogClient::ListAnnotations, [flags](auto& request) {
                  request.set_dataset_id(flags->dataset);
                  request.set_force_id(flags->force);
                  request.set_measure_id(flags->measure);
                }));
  CLI::App* events = AddList(catalog, flags, "events", "Exceptional events, oldest first", true);
  AddForceFlag(*events, flags);
  OnCommand(*events, session,
            Lists<catalog::v1::ListExceptionalEventsRequest>(
                session, flags, &CatalogClient::ListExceptionalEvents, [flags](auto& request) {
                  request.set_dataset_id(flags->dataset);
                  request.set_force_id(flags->force);
                }));
  CLI::App* calendar =
      AddList(catalog, flags, "calendar", "When figures are to come, soonest first", true);
  AddMeasureChoice(*calendar, flags);
  calendar->add_option("--from", flags->from, "Only of this day or later")->type_name("YYYY-MM-DD");
  OnCommand(*calendar, session,
            Lists<catalog::v1::ListReleaseCalendarRequest>(
                session, flags, &CatalogClient::ListReleaseCalendar, [flags](auto& request) {
                  request.set_dataset_id(flags->dataset);
                  request.set_measure_id(flags->measure);
                  request.set_from_date(flags->from);
                }));
}

}  // namespace

void AddCatalogCommand(CLI::App& app, Session& session) {
  const Flags flags = std::make_shared<CatalogFlags>();
  CLI::App* catalog = app.add_subcommand("catalog", "What can be asked about");

  CLI::App* datasets = AddList(*catalog, flags, "datasets", "The datasets", false);
  OnCommand(*datasets, session,
            Lists<catalog::v1::ListDatasetsRequest>(session, flags, &CatalogClient::ListDatasets,
                                                    [](auto&) {}));
  CLI::App* forces = AddList(*catalog, flags, "forces", "A dataset's forces", true);
  OnCommand(*forces, session,
            Lists<catalog::v1::ListForcesRequest>(
                session, flags, &CatalogClient::ListForces,
                [flags](auto& request) { request.set_dataset_id(flags->dataset); }));
  CLI::App* measures = AddList(*catalog, flags, "measures", "A dataset's measures", true);
  OnCommand(*measures, session,
            Lists<catalog::v1::ListMeasuresRequest>(
                session, flags, &CatalogClient::ListMeasures,
                [flags](auto& request) { request.set_dataset_id(flags->dataset); }));
  CLI::App* groups = AddList(*catalog, flags, "groups", "A dataset's groups, every version", true);
  AddForceFlag(*groups, flags);
  OnCommand(*groups, session,
            Lists<catalog::v1::ListSimilarGroupsRequest>(
                session, flags, &CatalogClient::ListSimilarGroups, [flags](auto& request) {
                  request.set_dataset_id(flags->dataset);
                  request.set_force_id(flags->force);
                }));
  CLI::App* periods =
      AddList(*catalog, flags, "periods", "The periods a measure can be asked for", true);
  periods->add_option("--measure", flags->measure, "Measure id, for example all-crime-offences")
      ->required()
      ->type_name("ID");
  periods->footer(
      "Example:\n  peerage catalog periods --dataset open-data --measure all-crime-offences");
  OnCommand(*periods, session,
            Lists<catalog::v1::ListPeriodsRequest>(session, flags, &CatalogClient::ListPeriods,
                                                   [flags](auto& request) {
                                                     request.set_dataset_id(flags->dataset);
                                                     request.set_measure_id(flags->measure);
                                                   }));
  CLI::App* aspirations =
      AddList(*catalog, flags, "aspirations", "What the forces set themselves", true);
  AddForceFlag(*aspirations, flags);
  OnCommand(*aspirations, session,
            Lists<catalog::v1::ListAspirationsRequest>(
                session, flags, &CatalogClient::ListAspirations, [flags](auto& request) {
                  request.set_dataset_id(flags->dataset);
                  request.set_force_id(flags->force);
                }));
  AddDatedFacts(*catalog, session, flags);
}

}  // namespace peerage::cli
