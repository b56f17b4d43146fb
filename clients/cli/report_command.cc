#include "clients/cli/report_command.h"

#include <filesystem>
#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/checks.h"
#include "clients/cli/local_file.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/report_create.h"
#include "clients/cli/report_text.h"
#include "clients/cpp/reporting_client.h"

namespace peerage::cli {
namespace {

using reporting::v1::ListReportsRequest;
using reporting::v1::ListReportsResponse;

struct ReportFlags {
  std::string id;
  std::string force;
  std::string dataset;
  std::string format;
  std::string output;
};

int Show(const Session& session, const ReportFlags& flags) {
  const auto connection = ConnectTo(session, "reporting");
  if (!connection.ok()) return FailUsage(connection.status());
  reporting::v1::GetReportRequest request;
  request.set_report_id(flags.id);
  const auto response = client::ReportingClient(*connection).GetReport(request, Calling(session));
  if (!response.ok()) return Fail(session, response.status());
  if (session.json) return PrintJson(session, *response);
  return Print(RenderReport(session.terminal, response->report()));
}

// Why the list is empty.
std::string NoneOf(const ReportFlags& flags) {
  if (flags.force.empty() && flags.dataset.empty()) return "No report yet.\n";
  return absl::StrCat(
      "No report of ", flags.force.empty() ? "" : "the force ", Printable(flags.force),
      flags.force.empty() || flags.dataset.empty() ? "" : " in ",
      flags.dataset.empty() ? "" : "the data set ", Printable(flags.dataset), ".\n");
}

int List(const Session& session, const ReportFlags& flags) {
  const auto connection = ConnectTo(session, "reporting");
  if (!connection.ok()) return FailUsage(connection.status());
  const client::ReportingClient reporting(*connection);
  ListReportsRequest request;
  request.set_force_id(flags.force);
  request.set_dataset_id(flags.dataset);
  const auto response = FetchAll<ListReportsRequest, ListReportsResponse>(
      request, [&](const ListReportsRequest& page) {
        return reporting.ListReports(page, Calling(session));
      });
  if (!response.ok()) return Fail(session, response.status());
  if (session.json) return PrintJson(session, *response);
  if (response->reports().empty()) return Print(NoneOf(flags));
  return Print(RenderReportList(session.terminal, *response));
}

int Export(const Session& session, const ReportFlags& flags) {
  if (session.json) {
    return FailUsage(
        "report export writes a document, not a response; for JSON give --format json "
        "instead of --json");
  }
  const auto connection = ConnectTo(session, "reporting");
  if (!connection.ok()) return FailUsage(connection.status());
  reporting::v1::ExportReportRequest request;
  request.set_report_id(flags.id);
  request.set_format(flags.format == "json"  ? reporting::v1::REPORT_FORMAT_JSON
                     : flags.format == "csv" ? reporting::v1::REPORT_FORMAT_CSV
                                             : reporting::v1::REPORT_FORMAT_HTML);
  const auto document =
      client::ReportingClient(*connection)
          .ExportReport(request, Calling(session, client::ReportingClient::PaperOptions()));
  if (!document.ok()) return Fail(session, document.status());
  if (flags.output == "-") return Print(document->bytes);
  // The service proposes a name, never a place.
  const std::string proposed = std::filesystem::path(document->file_name).filename().string();
  const std::string path = !flags.output.empty() ? flags.output
                           : proposed.empty()    ? flags.id
                                                 : proposed;
  if (const auto written = WriteFile(path, document->bytes); !written.ok()) {
    return Fail(session, written);
  }
  std::cerr << "written to " << Printable(path) << std::endl;
  return kDone;
}

void AddShow(CLI::App& report, Session& session) {
  auto flags = std::make_shared<ReportFlags>();
  CLI::App* show = report.add_subcommand("show", "Prints a kept paper");
  show->add_option("id", flags->id, "The report's id")->required()->type_name("ID");
  show->footer("Example:\n  peerage report show rep-0123456789abcdef");
  show->callback(
      [&session, flags] { session.action = [&session, flags] { return Show(session, *flags); }; });
}

void AddList(CLI::App& report, Session& session) {
  auto flags = std::make_shared<ReportFlags>();
  CLI::App* list = report.add_subcommand("list", "The kept papers, newest first");
  list->add_option("--force", flags->force, "Only of this force")->type_name("ID");
  list->add_option("--dataset", flags->dataset, "Only of this dataset")->type_name("ID");
  list->footer("Example:\n  peerage report list --force essex");
  list->callback(
      [&session, flags] { session.action = [&session, flags] { return List(session, *flags); }; });
}

void AddExport(CLI::App& report, Session& session) {
  auto flags = std::make_shared<ReportFlags>();
  CLI::App* command = report.add_subcommand("export", "Writes a kept paper as a document");
  command->add_option("id", flags->id, "The report's id")->required()->type_name("ID");
  command->add_option("--format", flags->format, "As what")
      ->required()
      ->check(IsOneOf({"html", "csv", "json"}))
      ->type_name("html|csv|json");
  command
      ->add_option("--output", flags->output,
                   "Where to; - is standard output; default: the report's own file name here")
      ->check(IsNamed("give a file, - for standard output, or leave --output out"))
      ->type_name("FILE");
  command->footer(
      "Example:\n  peerage report export rep-0123456789abcdef --format html --output paper.html");
  command->callback([&session, flags] {
    session.action = [&session, flags] { return Export(session, *flags); };
  });
}

}  // namespace

void AddReportCommand(CLI::App& app, Session& session) {
  CLI::App* report = app.add_subcommand("report", "Papers: makes, shows, lists, exports");
  AddReportCreate(*report, session);
  AddShow(*report, session);
  AddList(*report, session);
  AddExport(*report, session);
}

}  // namespace peerage::cli
