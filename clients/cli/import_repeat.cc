#include "clients/cli/import_repeat.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/release_words.h"

namespace peerage::cli {

using ingestion::v1::Release;

bool Supersedes(const Release& newer, const Release& older) {
  // Months as YYYY-MM have the order of time; reference data have none.
  if (newer.seq() <= older.seq() || newer.first_period().empty()) return false;
  if (newer.first_period() > older.last_period() || newer.last_period() < older.first_period()) {
    return false;
  }
  return std::any_of(
      newer.series_ids().begin(), newer.series_ids().end(), [&](const std::string& series) {
        return std::find(older.series_ids().begin(), older.series_ids().end(), series) !=
               older.series_ids().end();
      });
}

std::string RenderRepeat(const Terminal& terminal, const std::string& file,
                         const ingestion::v1::ImportReleaseResponse::Accepted& accepted,
                         const ingestion::v1::ListReleasesResponse& newer) {
  const Release& release = accepted.release();
  const bool same = accepted.unchanged();
  std::string text = Paragraph(
      terminal, Tone::kPlain,
      absl::StrCat(file, ": nothing was added: ",
                   same ? "its figures came in as release " : "this file came in as release ",
                   release.seq(), " on ", KnownWords(release)));
  const bool superseded =
      std::any_of(newer.releases().begin(), newer.releases().end(),
                  [&](const Release& other) { return Supersedes(other, release); });
  if (superseded) {
    // The same correction for the same reason is the same request.
    const bool corrected = release.kind() == ingestion::v1::RELEASE_KIND_CORRECTION;
    text += Paragraph(terminal, Tone::kNotice,
                      absl::StrCat("newer releases of this data set stand since; to bring these "
                                   "figures back use --kind correction --reason TEXT",
                                   corrected ? ", with another reason than before" : ""),
                      "  ", "  ");
  }
  return text;
}

}  // namespace peerage::cli
