#include "clients/cli/import_outcome.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/release_words.h"
#include "clients/cli/table.h"

namespace peerage::cli {
namespace {

using ingestion::v1::ImportReleaseResponse;
using ingestion::v1::ImportViolation;
using Violations = google::protobuf::RepeatedPtrField<ImportViolation>;

std::string RenderViolations(const Terminal& terminal, const Violations& violations) {
  Table table({{"Line", Align::kRight}, {"Column"}, {"Found"}, {"Rule"}, {"What to do"}});
  for (const ImportViolation& violation : violations) {
    table.AddRow({{violation.line() == 0 ? "file" : absl::StrCat(violation.line())},
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
  std::string text = absl::StrCat(
      Printable(file), ": ", accepted.unchanged() ? "nothing new, release " : "release ",
      release.seq(), accepted.unchanged() ? " holds the same, " : ", ",
      RowsWords(accepted.rows_accepted()), " rows, periods ", release.first_period(), " to ",
      release.last_period(), ", known since ", KnownWords(release), "\n");
  if (accepted.warnings().empty()) return text;
  absl::StrAppend(&text, "\n", RowsWords(accepted.warnings_total()),
                  accepted.warnings_total() == 1 ? " warning\n" : " warnings\n",
                  RenderViolations(terminal, accepted.warnings()),
                  MoreThan(accepted.warnings_size(), accepted.warnings_total()), "\n");
  return text;
}

std::string RenderRefused(const Terminal& terminal, const std::string& file,
                          const ImportReleaseResponse::Refused& refused) {
  const int64_t total = refused.violations_total();
  return absl::StrCat(
      Paint(terminal, Tone::kBad,
            absl::StrCat(Printable(file), ": refused for ", RowsWords(total),
                         total == 1 ? " fault" : " faults", "; nothing of it was kept")),
      "\n", RenderViolations(terminal, refused.violations()),
      MoreThan(refused.violations_size(), total));
}

}  // namespace

std::string RenderOutcome(const Terminal& terminal, const std::string& file,
                          const ImportReleaseResponse& response) {
  return response.has_accepted() ? RenderAccepted(terminal, file, response.accepted())
                                 : RenderRefused(terminal, file, response.refused());
}

}  // namespace peerage::cli
