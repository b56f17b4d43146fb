#include "clients/cli/reference_command.h"

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "clients/cli/idempotency.h"
#include "clients/cli/local_file.h"
#include "clients/cli/output.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/reference_yaml.h"
#include "clients/cli/release_words.h"
#include "clients/cli/yaml_faults.h"
#include "clients/cpp/ingestion_client.h"
#include "clients/cpp/random_key.h"
#include "clients/cpp/status.h"

namespace peerage::cli {
namespace {

struct ReferenceFlags {
  std::string file;
  std::string reason;
  std::string key;
};

// Notes each field that the service found at fault where the file has it.
void AddViolations(const absl::Status& status, YamlFindings& findings) {
  for (const auto& violation : client::FieldViolations(status)) {
    const absl::string_view path = absl::StripPrefix(violation.field, "reference.");
    findings.Add(findings.PlaceOf(absl::StrCat(path)),
                 absl::StrCat(path, ": ", violation.description));
  }
}

int Apply(const Session& session, const ReferenceFlags& flags) {
  const auto text = ReadFile(flags.file);
  if (!text.ok()) return Fail(session, text.status());
  YamlFindings findings;
  ingestion::v1::ImportReferenceRequest request;
  *request.mutable_reference() = ReadReferenceYaml(*text, findings);
  if (!findings.clean()) return FailFaults(flags.file, findings, "nothing was applied");

  const auto connection = ConnectTo(session, "ingestion");
  if (!connection.ok()) return FailUsage(connection.status());
  // A key a run: applying an earlier declaration again must bring it back.
  request.set_idempotency_key(flags.key.empty() ? client::RandomKey() : flags.key);
  request.set_reason(flags.reason);
  const auto response =
      client::IngestionClient(*connection).ImportReference(request, Calling(session));
  if (!response.ok()) {
    AddViolations(response.status(), findings);
    return findings.clean() ? Fail(session, response.status())
                            : FailFaults(flags.file, findings, "nothing was applied");
  }
  if (session.json) return PrintJson(session, *response);
  const auto& release = response->release();
  return Print(Paragraph(
      session.terminal, Tone::kPlain,
      absl::StrCat(
          release.dataset_id(), ": ", response->unchanged() ? "nothing new, release " : "release ",
          release.seq(), response->unchanged() ? " declares the same, " : ", ",
          CountWords(release.rows(), "declaration"), ", known since ", KnownWords(release))));
}

}  // namespace

void AddReferenceCommand(CLI::App& app, Session& session) {
  CLI::App* reference =
      app.add_subcommand("reference", "What a dataset declares: areas, series, measures, groups");
  auto flags = std::make_shared<ReferenceFlags>();
  CLI::App* apply = reference->add_subcommand(
      "apply", "Replaces a dataset's declarations by those of a reference.yaml");
  apply->add_option("file", flags->file, "The file; docs/reference-yaml.md explains it")
      ->required()
      ->type_name("FILE");
  apply->add_option("--reason", flags->reason, "Why they change")->type_name("TEXT");
  apply
      ->add_option("--key", flags->key,
                   "Idempotency key of an earlier run whose answer was lost; default: a new one")
      ->check(CLI::Validator([](std::string& key) { return CheckKey(key); }, "", "key"))
      ->type_name("KEY");
  apply->footer("Example:\n  peerage reference apply tools/datasets/open-data/reference.yaml");
  apply->callback(
      [&session, flags] { session.action = [&session, flags] { return Apply(session, *flags); }; });
}

}  // namespace peerage::cli
