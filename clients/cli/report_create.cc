#include "clients/cli/report_create.h"

#include <filesystem>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/checks.h"
#include "clients/cli/idempotency.h"
#include "clients/cli/local_file.h"
#include "clients/cli/output.h"
#include "clients/cli/report_text.h"
#include "clients/cli/yaml_faults.h"
#include "clients/cpp/random_key.h"
#include "clients/cpp/reporting_client.h"

namespace peerage::cli {
namespace {

// The dataset of the reference.yaml beside the file; empty without one.
std::string DatasetBeside(const std::string& file) {
  const auto path = std::filesystem::path(file).parent_path() / "reference.yaml";
  const auto text = ReadFile(path.string());
  return text.ok() ? DatasetOfReferenceYaml(*text) : "";
}

// For CLI11, like the next.
std::string CheckNamedGroup(const std::string& group) {
  if (!absl::StrContains(group, ',')) return "";
  return absl::StrCat("\"", group,
                      "\" is a list of forces; a paper needs a group with a name: give its id, "
                      "peerage catalog groups shows them");
}

std::string CheckAsOfSeq(std::string seq) {
  const std::string fault = IsSeq()(seq);
  return fault.empty() ? "" : fault + "; a paper is made as known after a release, not on a day";
}

int Create(const Session& session, ReportCreateFlags flags) {
  const auto text = ReadFile(flags.file);
  if (!text.ok()) return Fail(session, text.status());
  YamlFindings findings;
  ReportFile file = ReadReportYaml(*text, findings);
  if (!findings.clean()) return FailFaults(flags.file, findings, "no report was made");
  if (file.dataset.empty()) file.dataset = DatasetBeside(flags.file);
  if (flags.key.empty()) flags.key = client::RandomKey();
  const auto request = MakeReportRequest(flags, file);
  if (!request.ok()) return FailUsage(request.status());

  const auto connection = ConnectTo(session, "reporting");
  if (!connection.ok()) return FailUsage(connection.status());
  const auto response =
      client::ReportingClient(*connection)
          .CreateReport(*request, Calling(session, client::ReportingClient::PaperOptions()));
  if (!response.ok()) return Fail(session, response.status());
  if (session.json) return PrintJson(session, *response);
  return Print(RenderReport(session.terminal, response->report()));
}

void AddFlags(CLI::App& command, ReportCreateFlags& flags) {
  command.add_option("--file", flags.file, "The report.yaml; docs/reference-yaml.md explains it")
      ->required()
      ->type_name("FILE");
  command.add_option("--month", flags.month, "The reporting month")
      ->required()
      ->check(IsMonth())
      ->type_name("YYYY-MM");
  command
      .add_option("--previous", flags.previous,
                  "The reporting month of the paper to compare with; default: three months before")
      ->check(IsMonth())
      ->type_name("YYYY-MM");
  command
      .add_option("--dataset", flags.dataset,
                  "Dataset id; default: the file's, else that of the reference.yaml beside it")
      ->type_name("ID");
  command.add_option("--force", flags.force, "Force id; default: the file's")->type_name("ID");
  command
      .add_option("--group", flags.group,
                  "Group id, no list of forces; default: the file's, else the force's own")
      ->check(CLI::Validator([](std::string& group) { return CheckNamedGroup(group); }, "", ""))
      ->type_name("ID");
  command
      .add_option("--as-of", flags.as_of_seq,
                  "Make it as known after this release, by its number and not by a day; default: "
                  "the newest")
      ->check(CLI::Validator([](std::string& seq) { return CheckAsOfSeq(seq); }, "", ""))
      ->type_name("SEQ");
  command
      .add_option("--key", flags.key,
                  "Idempotency key: the same key again gives the same report; default: a new one")
      ->check(CLI::Validator([](std::string& key) { return CheckKey(key); }, "", "key"))
      ->type_name("KEY");
}

}  // namespace

absl::StatusOr<reporting::v1::CreateReportRequest> MakeReportRequest(const ReportCreateFlags& flags,
                                                                     const ReportFile& file) {
  reporting::v1::CreateReportRequest request;
  request.set_dataset_id(flags.dataset.empty() ? file.dataset : flags.dataset);
  request.set_force_id(flags.force.empty() ? file.force : flags.force);
  if (request.dataset_id().empty()) {
    return absl::InvalidArgumentError(
        "of which dataset? Give --dataset ID, or \"dataset:\" in the file, or put the file beside "
        "its reference.yaml");
  }
  if (request.force_id().empty()) {
    return absl::InvalidArgumentError(
        "for which force? Give --force ID, or \"force:\" in the file");
  }
  const bool own_force = file.force.empty() || request.force_id() == file.force;
  request.set_group_id(!flags.group.empty() || !own_force ? flags.group : file.group);
  if (own_force) {
    request.set_title(file.title);
    request.set_report_to(file.report_to);
  }
  request.set_idempotency_key(flags.key);
  request.set_reporting_month(flags.month);
  request.set_previous_reporting_month(flags.previous);
  request.set_as_of_seq(flags.as_of_seq);
  for (const auto& line : file.lines) *request.add_lines() = line;
  return request;
}

void AddReportCreate(CLI::App& report, Session& session) {
  auto flags = std::make_shared<ReportCreateFlags>();
  CLI::App* command = report.add_subcommand("create", "Makes and keeps a paper, and prints it");
  AddFlags(*command, *flags);
  command->footer(
      "Examples:\n  peerage report create --file tools/datasets/open-data/report.yaml --month "
      "2019-12 --previous 2019-09\n  peerage report create --file "
      "tools/datasets/open-data/report.yaml --month 2019-12 --force kent --group "
      "england-and-wales");
  command->callback([&session, flags] {
    session.action = [&session, flags] { return Create(session, *flags); };
  });
}

}  // namespace peerage::cli
