#include "clients/cli/releases_export.h"

#include <cstdint>
#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/checks.h"
#include "clients/cli/new_file.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/cli/release_words.h"
#include "clients/cpp/ingestion_client.h"

namespace peerage::cli {
namespace {

using ingestion::v1::ExportReleaseResponse;

struct ExportFlags {
  int64_t seq = 0;
  bool everything = false;
  bool source = false;
  std::string output;
};

ingestion::v1::ExportReleaseRequest RequestOf(const ExportFlags& flags) {
  ingestion::v1::ExportReleaseRequest request;
  request.set_seq(flags.seq);
  request.set_everything_known(flags.everything);
  request.set_source_bytes(flags.source);
  return request;
}

// What must be said with the figures goes to stderr: the rows are for programs.
void SayTerms(const Session& session, const ExportReleaseResponse& part) {
  if (session.json || !part.has_terms()) return;
  std::cerr << part.terms().attribution() << "\n";
}

// The line above the rows; the source's bytes have their own.
std::string HeaderOf(const Session& session, const ExportFlags& flags) {
  return session.json || flags.source ? "" : ExportHeader();
}

// A part as it is printed.
absl::StatusOr<std::string> TextOf(const Session& session, const ExportFlags& flags,
                                   const ExportReleaseResponse& part) {
  if (!session.json) return flags.source ? part.source_bytes() : ExportLines(part);
  absl::StatusOr<std::string> json = JsonOf(part);
  if (json.ok()) absl::StrAppend(&*json, "\n");
  return json;
}

int ToOutput(const Session& session, const client::IngestionClient& ingestion,
             const ExportFlags& flags) {
  int code = kDone;
  std::string header = HeaderOf(session, flags);
  const absl::Status exported = ingestion.ExportRelease(
      RequestOf(flags),
      [&](const ExportReleaseResponse& part) {
        const auto text = TextOf(session, flags, part);
        code = text.ok() ? Print(absl::StrCat(header, *text)) : Fail(session, text.status());
        header.clear();
        SayTerms(session, part);
        return code == kDone;
      },
      Calling(session, client::IngestionClient::ImportOptions()));
  return exported.ok() ? code : Fail(session, exported);
}

int ToFile(const Session& session, const client::IngestionClient& ingestion,
           const ExportFlags& flags) {
  NewFile file(flags.output);
  absl::Status written = file.Write(HeaderOf(session, flags));
  int64_t figures = 0;
  int64_t bytes = 0;
  absl::Status exported;
  {
    Progress progress(flags.output);
    exported = ingestion.ExportRelease(
        RequestOf(flags),
        [&](const ExportReleaseResponse& part) {
          const auto text = TextOf(session, flags, part);
          if (written.ok()) written = text.ok() ? file.Write(*text) : text.status();
          figures += part.figures_size();
          bytes += static_cast<int64_t>(part.source_bytes().size());
          progress.ShowCount(flags.source ? bytes : figures, flags.source ? "bytes" : "figures");
          SayTerms(session, part);
          return written.ok();
        },
        Calling(session, client::IngestionClient::ImportOptions()));
  }
  if (exported.ok()) exported = written.ok() ? file.Keep() : written;
  if (!exported.ok()) return Fail(session, exported);
  if (flags.source) {
    return Print(absl::StrCat(flags.output, ": ", CountWords(bytes, "byte"), ", as release ",
                              flags.seq, " was read from\n"));
  }
  return Print(absl::StrCat(flags.output, ": ", CountWords(figures, "figure"), " of release ",
                            flags.seq, flags.everything ? " and all before it" : "", "\n"));
}

int Export(const Session& session, const ExportFlags& flags) {
  const auto connection = ConnectTo(session, "ingestion");
  if (!connection.ok()) return FailUsage(connection.status());
  const client::IngestionClient ingestion(*connection);
  return flags.output.empty() ? ToOutput(session, ingestion, flags)
                              : ToFile(session, ingestion, flags);
}

}  // namespace

std::string ExportHeader() {
  return "series,force,period_end,period_months,value,status,standard_error\n";
}

std::string ExportLines(const ExportReleaseResponse& part) {
  std::string lines;
  for (const ingestion::v1::ReleaseFigure& figure : part.figures()) {
    absl::StrAppend(&lines, figure.series_id(), ",", figure.area_id(), ",", figure.period_end(),
                    ",");
    absl::StrAppend(&lines, figure.period_months(), ",", figure.figure(), ",", figure.status(), ",",
                    figure.standard_error(), "\n");
  }
  return lines;
}

void AddReleasesExport(CLI::App& releases, Session& session) {
  auto flags = std::make_shared<ExportFlags>();
  CLI::App* command =
      releases.add_subcommand("export", "A release's figures as CSV that import reads again");
  command->add_option("seq", flags->seq, "Its number")
      ->required()
      ->check(IsSeq())
      ->type_name("SEQ");
  CLI::Option* everything =
      command->add_flag("--everything", flags->everything,
                        "All that the dataset held after the release, in place of what it brought");
  command
      ->add_flag("--source", flags->source,
                 "The file that the release was read from, byte for byte, in place of figures")
      ->excludes(everything);
  command->add_option("--output", flags->output, "Write to this file; default: standard output")
      ->check(IsNamed("name a file"))
      ->type_name("FILE");
  command->footer(
      "The file is of format series. With --json up to 1,000 figures are one line (JSON Lines).\n"
      "Example:\n  peerage releases export 3 --everything --output figures.csv");
  command->callback([&session, flags] {
    session.action = [&session, flags] { return Export(session, *flags); };
  });
}

}  // namespace peerage::cli
