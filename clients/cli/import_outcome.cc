#include "clients/cli/import_outcome.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/release_words.h"
#include "clients/cli/table.h"
#include "services/core/display.h"

namespace peerage::cli {
namespace {

using ingestion::v1::ImportReleaseResponse;
using ingestion::v1::ImportViolation;
using Violations = google::protobuf::RepeatedPtrField<ImportViolation>;

// "17", or "17, 1,057 more".
std::string LineWords(const ImportViolation& violation) {
  if (violation.line() == 0) return "file";
  std::string words = absl::StrCat(violation.line());
  if (violation.lines() > 1) {
    absl::StrAppend(&words, ", ", core::DisplayInteger(violation.lines() - 1), " more");
  }
  return words;
}

std::string RenderViolations(const Terminal& terminal, const Violations& violations) {
  Table table({{"Line", Align::kRight}, {"Column"}, {"Found"}, {"Rule"}, {"What to do"}});
  for (const ImportViolation& violation : violations) {
    table.AddRow({{LineWords(violation)},
                  {violation.column()},
                  {violation.value(), Tone::kNotice},
                  {violation.rule()},
                  {violation.what_to_do()}});
  }
  return table.Render(terminal);
}

std::string MoreThan(int64_t shown, int64_t total) {
  return total <= shown ? "" : absl::StrCat("and ", RowsWords(total - shown), " more\n");
}

std::string RenderAccepted(const Terminal& terminal, const std::string& file,
                           const ImportReleaseResponse::Accepted& accepted) {
  const auto& release = accepted.release();
  std::string text =
      Paragraph(terminal, Tone::kPlain,
                absl::StrCat(file, ": release ", release.seq(), ", ",
                             CountWords(accepted.rows_accepted(), "row"), ", ",
                             PeriodsWords(release), ", known since ", KnownWords(release)));
  if (accepted.warnings().empty()) return text;
  absl::StrAppend(&text, "\n", CountWords(accepted.warnings_total(), "warning"), "\n",
                  RenderViolations(terminal, accepted.warnings()),
                  MoreThan(accepted.warnings_size(), accepted.warnings_total()), "\n");
  return text;
}

std::string RenderRefused(const Terminal& terminal, const std::string& file,
                          const ImportReleaseResponse::Refused& refused) {
  const int64_t total = refused.violations_total();
  return absl::StrCat(Paragraph(terminal, Tone::kBad,
                                absl::StrCat(file, ": refused for ", CountWords(total, "fault"),
                                             "; nothing of it was kept")),
                      RenderViolations(terminal, refused.violations()),
                      MoreThan(refused.violations_size(), total));
}

}  // namespace

std::string RenderOutcome(const Terminal& terminal, const std::string& file,
                          const ImportReleaseResponse& response) {
  return response.has_accepted() ? RenderAccepted(terminal, file, response.accepted())
                                 : RenderRefused(terminal, file, response.refused());
}

}  // namespace peerage::cli
