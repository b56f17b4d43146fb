#include "clients/cli/import_command.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/checks.h"
#include "clients/cli/idempotency.h"
#include "clients/cli/import_outcome.h"
#include "clients/cli/import_repeat.h"
#include "clients/cli/local_file.h"
#include "clients/cli/mapped_bytes.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/progress.h"
#include "clients/cpp/ingestion_client.h"

namespace peerage::cli {
namespace {

using ingestion::v1::ImportReleaseHeader;

struct ImportFlags {
  std::string dataset;
  std::string format;
  std::string kind = "final";
  std::string reason;
  std::string key;
  std::optional<int64_t> expected_seq;
  std::string mapping_file;
  // The mapping file's text.
  std::string mapping;
  bool validate_only = false;
  bool suggest_mapping = false;
  bool bulk = false;
  std::vector<std::string> files;
};

// `head_seq`: the log's newest release when the file was about to be sent.
ImportReleaseHeader HeaderOf(const ImportFlags& flags, const std::string& file,
                             std::string_view bytes, int64_t head_seq) {
  ImportReleaseHeader header;
  header.set_bulk(flags.bulk);
  header.set_dataset_id(flags.dataset);
  header.set_format(flags.format);
  header.set_kind(flags.kind == "provisional"  ? ingestion::v1::RELEASE_KIND_PROVISIONAL
                  : flags.kind == "correction" ? ingestion::v1::RELEASE_KIND_CORRECTION
                                               : ingestion::v1::RELEASE_KIND_FINAL);
  header.set_reason(flags.reason);
  if (flags.expected_seq) {
    header.set_expected_seq(*flags.expected_seq);
  } else if (flags.kind == "correction") {
    header.set_expected_seq(head_seq);
  }
  header.set_file_name(std::filesystem::path(file).filename().string());
  header.set_mapping(flags.mapping);
  header.set_mapping_file_name(std::filesystem::path(flags.mapping_file).filename().string());
  header.set_validate_only(flags.validate_only || flags.suggest_mapping);
  header.set_idempotency_key(flags.key.empty() ? KeyOfFile(header, bytes) : flags.key);
  return header;
}

absl::StatusOr<ingestion::v1::ListReleasesResponse> ReleasesOf(
    const Session& session, const client::IngestionClient& ingestion, const std::string& dataset) {
  ingestion::v1::ListReleasesRequest request;
  request.set_dataset_id(dataset);
  return FetchAll<ingestion::v1::ListReleasesRequest, ingestion::v1::ListReleasesResponse>(
      request, [&](const auto& page) { return ingestion.ListReleases(page, Calling(session)); });
}

absl::StatusOr<int64_t> HeadSeq(const Session& session, const client::IngestionClient& ingestion) {
  ingestion::v1::ListReleasesRequest request;
  request.set_page_size(1);
  const auto response = ingestion.ListReleases(request, Calling(session));
  if (!response.ok()) return response.status();
  return response->head_seq();
}

int PrintRepeat(const Session& session, const client::IngestionClient& ingestion,
                const ImportFlags& flags, const std::string& file,
                const ingestion::v1::ImportReleaseResponse::Accepted& accepted) {
  const auto releases = ReleasesOf(session, ingestion, flags.dataset);
  if (!releases.ok()) return Fail(session, releases.status());
  return Print(RenderRepeat(session.terminal, file, accepted, *releases));
}

absl::StatusOr<ingestion::v1::ImportReleaseResponse> Send(
    const Session& session, const client::IngestionClient& ingestion, const ImportFlags& flags,
    const std::string& file, std::string_view bytes, int64_t head_seq) {
  const ImportReleaseHeader header = HeaderOf(flags, file, bytes, head_seq);
  Progress progress(header.file_name());
  return ingestion.ImportFile(
      header, bytes, [&](int64_t sent, int64_t total) { progress.Show(sent, total); },
      Calling(session, flags.bulk ? client::IngestionClient::BulkImportOptions()
                                  : client::IngestionClient::ImportOptions()));
}

int ImportBytes(const Session& session, const client::IngestionClient& ingestion,
                const ImportFlags& flags, const std::string& file, std::string_view bytes) {
  // What a correction replaces; and an answer with a release from before is a
  // repeat.
  const auto head_seq = HeadSeq(session, ingestion);
  if (!head_seq.ok()) return Fail(session, head_seq.status());
  const auto response = Send(session, ingestion, flags, file, bytes, *head_seq);
  if (!response.ok()) return Fail(session, response.status());
  const bool good = !response->has_refused();
  if (session.json) {
    const int printed = PrintJson(session, *response);
    return good ? printed : kFailed;
  }
  if (response->has_suggested()) return PrintSuggestion(file, response->suggested());
  if (response->has_accepted() && response->accepted().release().seq() <= *head_seq) {
    return PrintRepeat(session, ingestion, flags, file, response->accepted());
  }
  const std::string outcome = RenderOutcome(session.terminal, file, *response);
  if (good) return Print(outcome);
  std::cerr << outcome;
  return kFailed;
}

int ImportOne(const Session& session, const client::IngestionClient& ingestion,
              const ImportFlags& flags, const std::string& file) {
  if (flags.bulk) {
    const auto mapped = MappedBytes::Open(file);
    if (!mapped.ok()) return Fail(session, mapped.status());
    return ImportBytes(session, ingestion, flags, file, mapped->bytes());
  }
  const auto bytes = ReadFile(file);
  if (!bytes.ok()) return Fail(session, bytes.status());
  return ImportBytes(session, ingestion, flags, file, *bytes);
}

// Whether the flags say how to read the files, in one way; an exit code if not.
std::optional<int> CheckReading(const ImportFlags& flags) {
  const int ways = (flags.format.empty() ? 0 : 1) + (flags.mapping_file.empty() ? 0 : 1);
  if (flags.suggest_mapping && ways > 0) {
    return FailUsage(
        "--suggest-mapping finds out how a file is read; leave --format and --mapping "
        "out");
  }
  if (!flags.suggest_mapping && ways != 1) {
    return FailUsage(
        "say how to read the files: --format NAME, or --mapping FILE; "
        "--suggest-mapping proposes one");
  }
  return std::nullopt;
}

int Import(const Session& session, ImportFlags& flags) {
  if (const std::optional<int> wrong = CheckReading(flags)) return *wrong;
  if (!flags.mapping_file.empty()) {
    const auto mapping = ReadFile(flags.mapping_file);
    if (!mapping.ok()) return Fail(session, mapping.status());
    if (mapping->empty())
      return FailUsage(flags.mapping_file + " is empty: a mapping file has keys");
    flags.mapping = *mapping;
  }
  if (flags.kind == "correction" && flags.reason.empty()) {
    return FailUsage("a correction needs its reason: add --reason \"what was wrong\"");
  }
  if (!flags.key.empty() && flags.files.size() > 1) {
    return FailUsage("--key names one file's import; give one file, or leave --key out");
  }
  const auto connection = ConnectTo(session, "ingestion");
  if (!connection.ok()) return FailUsage(connection.status());
  const client::IngestionClient ingestion(*connection);
  for (size_t i = 0; i < flags.files.size(); ++i) {
    const int code = ImportOne(session, ingestion, flags, flags.files[i]);
    if (code == kDone) continue;
    if (i + 1 < flags.files.size()) {
      std::cerr << "peerage: not sent: "
                << absl::StrJoin(flags.files.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                 flags.files.end(), ", ")
                << std::endl;
    }
    return code;
  }
  return kDone;
}

}  // namespace

void AddImportCommand(CLI::App& app, Session& session) {
  auto flags = std::make_shared<ImportFlags>();
  CLI::App* command = app.add_subcommand(
      "import", "Takes files in, one release each; the same file again adds nothing");
  command->add_option("--dataset", flags->dataset, "Dataset id, for example open-data")
      ->required()
      ->type_name("ID");
  command
      ->add_option("--format", flags->format,
                   "How to read the files, by name: tidy, ons-population and others, see "
                   "docs/formats.md")
      ->type_name("NAME");
  command
      ->add_option("--mapping", flags->mapping_file,
                   "How to read the files: a mapping file (YAML) that describes the table")
      ->type_name("FILE");
  command->add_flag("--suggest-mapping", flags->suggest_mapping,
                    "Propose a mapping file, on stdout; what is left to decide is told on stderr");
  command->add_flag("--validate-only", flags->validate_only,
                    "Give the verdict on each file, and keep nothing");
  command->add_option("--kind", flags->kind, "What the figures claim to be")
      ->check(IsOneOf({"final", "provisional", "correction"}))
      ->capture_default_str()
      ->type_name("final|provisional|correction");
  command->add_option("--reason", flags->reason, "Why; needed for a correction")->type_name("TEXT");
  command
      ->add_option("--key", flags->key,
                   "Idempotency key; default: made from the file and these flags")
      ->check(CLI::Validator([](std::string& key) { return CheckKey(key); }, "", "key"))
      ->type_name("KEY");
  command
      ->add_option("--expected-seq", flags->expected_seq,
                   "The newest release you know of: what was released again since is not "
                   "replaced; default for a correction: the newest when each file is sent")
      ->check(IsNumber(0, INT64_MAX))
      ->type_name("SEQ");
  command->add_flag("--bulk", flags->bulk,
                    "An operator's load: files up to 4 GiB and 50 million rows; for callers of "
                    "class bulk, and on loopback");
  command->add_option("files", flags->files, "The files")->required()->type_name("FILE");
  command->footer(
      "With --json each file's response is one line, in the order of the files (JSON Lines).\n"
      "Example:\n  peerage import --dataset open-data --format ons-population "
      "ons_population_2024.csv\n"
      "  peerage import --dataset open-data --suggest-mapping extract.xlsx > extract.yaml\n"
      "  peerage import --dataset open-data --mapping extract.yaml --validate-only extract.xlsx");
  command->callback([&session, flags] {
    session.action = [&session, flags] { return Import(session, *flags); };
  });
}

}  // namespace peerage::cli
