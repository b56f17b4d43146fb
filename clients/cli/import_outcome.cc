#include "clients/cli/import_outcome.h"

#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/findings_table.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/release_words.h"
#include "clients/cli/session.h"

namespace peerage::cli {
namespace {

using ingestion::v1::ImportReleaseResponse;

// A file of some years can give hundreds; `releases show` has those kept.
constexpr size_t kWarningsShown = 10;

std::string RenderWarnings(const Terminal& terminal, const Findings& warnings, int64_t total) {
  if (warnings.empty()) return "";
  return absl::StrCat("\n", CountWords(total, "warning"), "\n",
                      RenderFindings(terminal, warnings, total, kWarningsShown));
}

// Where the rest of a release's warnings are.
std::string WhereTheRestIs(const ImportReleaseResponse::Accepted& accepted) {
  if (accepted.warnings_size() <= static_cast<int>(kWarningsShown)) return "";
  return absl::StrCat("peerage releases show ", accepted.release().seq(), " lists ",
                      accepted.warnings_size() < accepted.warnings_total() ? "the first " : "all ",
                      accepted.warnings_size(), "\n");
}

std::string RenderAccepted(const Terminal& terminal, const std::string& file,
                           const ImportReleaseResponse::Accepted& accepted) {
  const auto& release = accepted.release();
  std::string text =
      Paragraph(terminal, Tone::kPlain,
                absl::StrCat(file, ": release ", release.seq(), ", ",
                             CountWords(accepted.rows_accepted(), "row"), ", ",
                             PeriodsWords(release), ", known since ", KnownWords(release)));
  return text + RenderWarnings(terminal, accepted.warnings(), accepted.warnings_total()) +
         WhereTheRestIs(accepted) + (accepted.warnings().empty() ? "" : "\n");
}

std::string RenderValid(const Terminal& terminal, const std::string& file,
                        const ImportReleaseResponse::Valid& valid) {
  const std::string text = Paragraph(
      terminal, Tone::kPlain,
      absl::StrCat(file, ": would be accepted, ", CountWords(valid.rows_accepted(), "row"), " of ",
                   absl::StrJoin(valid.series_ids(), ", "), ", ", valid.first_period(), " to ",
                   valid.last_period(),
                   valid.unchanged() ? "; the log holds these figures already" : "",
                   "; nothing was kept"));
  return text + RenderWarnings(terminal, valid.warnings(), valid.warnings_total()) +
         (valid.warnings().empty() ? "" : "\n");
}

std::string RenderRefused(const Terminal& terminal, const std::string& file,
                          const ImportReleaseResponse::Refused& refused) {
  const int64_t total = refused.violations_total();
  // The faults may be those of the mapping file.
  const std::string& about = refused.violations_size() > 0 ? refused.violations(0).file() : "";
  const bool of_file = about.empty() || absl::EndsWith(file, about);
  return absl::StrCat(
      Paragraph(terminal, Tone::kBad,
                absl::StrCat(of_file ? file : about, ": refused for ", CountWords(total, "fault"),
                             "; nothing of it was kept")),
      RenderFindings(terminal, refused.violations(), total));
}

}  // namespace

std::string RenderOutcome(const Terminal& terminal, const std::string& file,
                          const ImportReleaseResponse& response) {
  if (response.has_accepted()) return RenderAccepted(terminal, file, response.accepted());
  if (response.has_valid()) return RenderValid(terminal, file, response.valid());
  return RenderRefused(terminal, file, response.refused());
}

int PrintSuggestion(const std::string& file, const ImportReleaseResponse::Suggested& suggested) {
  std::cout << suggested.mapping() << std::flush;
  for (const std::string& note : suggested.notes()) {
    std::cerr << Printable(file) << ": " << Printable(note) << "\n";
  }
  if (!suggested.format().empty()) {
    std::cerr << Printable(file) << ": use --format " << Printable(suggested.format()) << "\n";
  }
  std::cerr << std::flush;
  return suggested.format().empty() && suggested.mapping().empty() ? kFailed : kDone;
}

}  // namespace peerage::cli
