#include "clients/cli/findings_table.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "clients/cli/release_words.h"
#include "clients/cli/table.h"
#include "services/core/display.h"

namespace peerage::cli {
namespace {

// "17", or "17, 1,057 more".
std::string LineWords(const ingestion::v1::ImportViolation& finding) {
  if (finding.line() == 0) return "file";
  std::string words = absl::StrCat(finding.line());
  if (finding.lines() > 1) {
    absl::StrAppend(&words, ", ", core::DisplayInteger(finding.lines() - 1), " more");
  }
  return words;
}

}  // namespace

std::string RenderFindings(const Terminal& terminal, const Findings& findings, int64_t total,
                           size_t limit) {
  Table table(
      {{"Sheet"}, {"Line", Align::kRight}, {"Column"}, {"Found"}, {"Rule"}, {"What to do"}});
  const auto shown = static_cast<int>(std::min(limit, static_cast<size_t>(findings.size())));
  for (int i = 0; i < shown; ++i) {
    const ingestion::v1::ImportViolation& finding = findings[i];
    table.AddRow({{finding.sheet()},
                  {LineWords(finding)},
                  {finding.column()},
                  {finding.value(), Tone::kNotice},
                  {finding.rule()},
                  {finding.what_to_do()}});
  }
  const std::string more =
      total > shown ? absl::StrCat("and ", RowsWords(total - shown), " more\n") : "";
  return table.Render(terminal) + more;
}

}  // namespace peerage::cli
