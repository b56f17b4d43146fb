#include "clients/cli/reference_command.h"

#include <cstdint>
#include <memory>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "clients/cli/checks.h"
#include "clients/cli/confirm.h"
#include "clients/cli/idempotency.h"
#include "clients/cli/local_file.h"
#include "clients/cli/output.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/reference_changes.h"
#include "clients/cli/reference_yaml.h"
#include "clients/cli/reference_yaml_writer.h"
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
  bool yes = false;
  std::string dataset;
  std::optional<int64_t> as_of;
};

// The file's declarations; `code` is the exit code when they cannot be read.
std::optional<types::v1::DatasetReference> ReadFileOf(const Session& session,
                                                      const ReferenceFlags& flags,
                                                      const std::string& effect,
                                                      YamlFindings& findings, int& code) {
  const auto text = ReadFile(flags.file);
  if (!text.ok()) {
    code = Fail(session, text.status());
    return std::nullopt;
  }
  types::v1::DatasetReference reference = ReadReferenceYaml(*text, findings);
  if (findings.clean()) return reference;
  code = FailFaults(flags.file, findings, effect);
  return std::nullopt;
}

// Notes each field that the service found at fault where the file has it.
void AddViolations(const absl::Status& status, YamlFindings& findings) {
  for (const auto& violation : client::FieldViolations(status)) {
    const absl::string_view path = absl::StripPrefix(violation.field, "reference.");
    findings.Add(findings.PlaceOf(absl::StrCat(path)),
                 absl::StrCat(path, ": ", violation.description));
  }
}

std::string AppliedWords(const ingestion::v1::ImportReferenceResponse& response) {
  const auto& release = response.release();
  return absl::StrCat(
      release.dataset_id(), ": ", response.unchanged() ? "nothing new, release " : "release ",
      release.seq(), response.unchanged() ? " declares the same, " : ", ",
      CountWords(release.rows(), "declaration"), ", known since ", KnownWords(release));
}

// Prints what would change, and asks where somebody can answer. A refusal's exit
// code; nothing when the change may be made.
std::optional<int> Agree(const Session& session, const ReferenceFlags& flags,
                         const ReferenceChanges& changes) {
  if (session.json) return std::nullopt;
  if (const int code = Print(RenderChanges(session.terminal, changes)); code != kDone) return code;
  const bool something = changes.new_dataset() || !changes.changes.empty();
  if (!something || flags.yes || !CanAsk() || Confirm("Apply?")) return std::nullopt;
  Print("Nothing was applied.\n");
  return kFailed;
}

int Apply(const Session& session, const ReferenceFlags& flags) {
  YamlFindings findings;
  int code = kDone;
  const auto reference = ReadFileOf(session, flags, "nothing was applied", findings, code);
  if (!reference) return code;
  const auto connection = ConnectTo(session, "ingestion");
  if (!connection.ok()) return FailUsage(connection.status());
  const client::IngestionClient ingestion(*connection);
  const auto changes = CompareWithKnown(session, ingestion, *reference);
  if (!changes.ok()) return Fail(session, changes.status());
  if (const auto refused = Agree(session, flags, *changes)) return *refused;

  ingestion::v1::ImportReferenceRequest request;
  *request.mutable_reference() = *reference;
  // A key a run: applying an earlier declaration again must bring it back.
  request.set_idempotency_key(flags.key.empty() ? client::RandomKey() : flags.key);
  request.set_reason(flags.reason);
  request.set_expected_seq(changes->release.seq());
  const auto response = ingestion.ImportReference(request, Calling(session));
  if (!response.ok()) {
    AddViolations(response.status(), findings);
    return findings.clean() ? Fail(session, response.status())
                            : FailFaults(flags.file, findings, "nothing was applied");
  }
  if (session.json) return PrintJson(session, *response);
  return Print(Paragraph(session.terminal, Tone::kPlain, AppliedWords(*response)));
}

int Diff(const Session& session, const ReferenceFlags& flags) {
  YamlFindings findings;
  int code = kDone;
  const auto reference = ReadFileOf(session, flags, "nothing was compared", findings, code);
  if (!reference) return code;
  const auto connection = ConnectTo(session, "ingestion");
  if (!connection.ok()) return FailUsage(connection.status());
  const auto changes = CompareWithKnown(session, client::IngestionClient(*connection), *reference);
  if (!changes.ok()) return Fail(session, changes.status());
  if (session.json) return PrintJson(session, ChangesAsStruct(*changes));
  return Print(RenderChanges(session.terminal, *changes));
}

int Export(const Session& session, const ReferenceFlags& flags) {
  const auto connection = ConnectTo(session, "ingestion");
  if (!connection.ok()) return FailUsage(connection.status());
  ingestion::v1::GetReferenceRequest request;
  request.set_dataset_id(flags.dataset);
  if (flags.as_of) request.set_seq(*flags.as_of);
  const auto response =
      client::IngestionClient(*connection).GetReference(request, Calling(session));
  if (!response.ok()) return Fail(session, response.status());
  if (session.json) return PrintJson(session, *response);
  const auto& release = response->release();
  return Print(WriteReferenceYaml(
      response->reference(), absl::StrCat("What ", release.dataset_id(), " declared with release ",
                                          release.seq(), ", known since ", KnownWords(release),
                                          "; docs/reference-yaml.md explains every key.")));
}

void AddFile(CLI::App& command, ReferenceFlags& flags) {
  command.add_option("file", flags.file, "The file; docs/reference-yaml.md explains it")
      ->required()
      ->type_name("FILE");
}

using Flags = std::shared_ptr<ReferenceFlags>;

void OnCommand(CLI::App& command, Session& session, const Flags& flags,
               int (*run)(const Session&, const ReferenceFlags&)) {
  command.callback([&session, flags, run] {
    session.action = [&session, flags, run] { return run(session, *flags); };
  });
}

void AddApply(CLI::App& reference, Session& session, const Flags& flags) {
  CLI::App* apply = reference.add_subcommand(
      "apply", "Replaces a dataset's declarations by those of a reference.yaml");
  AddFile(*apply, *flags);
  apply->add_option("--reason", flags->reason, "Why they change")->type_name("TEXT");
  apply->add_flag("--yes", flags->yes, "Do not ask on a terminal");
  apply
      ->add_option("--key", flags->key,
                   "Idempotency key of an earlier run whose answer was lost; default: a new one")
      ->check(CLI::Validator([](std::string& key) { return CheckKey(key); }, "", "key"))
      ->type_name("KEY");
  apply->footer("Example:\n  peerage reference apply tools/datasets/open-data/reference.yaml");
  OnCommand(*apply, session, flags, Apply);
}

}  // namespace

void AddReferenceCommand(CLI::App& app, Session& session) {
  CLI::App* reference =
      app.add_subcommand("reference", "What a dataset declares: areas, series, measures, groups");
  const auto flags = std::make_shared<ReferenceFlags>();
  AddApply(*reference, session, flags);

  CLI::App* diff =
      reference->add_subcommand("diff", "What a reference.yaml would change if it were applied");
  AddFile(*diff, *flags);
  diff->footer("Example:\n  peerage reference diff tools/datasets/open-data/reference.yaml");
  OnCommand(*diff, session, flags, Diff);

  CLI::App* exported = reference->add_subcommand(
      "export", "Prints what a dataset declares as a reference.yaml, to edit and apply");
  exported->add_option("dataset", flags->dataset, "Dataset id, for example open-data")
      ->required()
      ->type_name("DATASET");
  exported->add_option("--as-of", flags->as_of, "As known after this release; default: the newest")
      ->check(IsSeq())
      ->type_name("SEQ");
  exported->footer("Example:\n  peerage reference export open-data > reference.yaml");
  OnCommand(*exported, session, flags, Export);
}

}  // namespace peerage::cli
