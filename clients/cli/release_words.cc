#include "clients/cli/release_words.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/core/display.h"

namespace peerage::cli {

std::string KindWords(ingestion::v1::ReleaseKind kind) {
  switch (kind) {
    case ingestion::v1::RELEASE_KIND_PROVISIONAL:
      return "provisional";
    case ingestion::v1::RELEASE_KIND_FINAL:
      return "final";
    case ingestion::v1::RELEASE_KIND_CORRECTION:
      return "correction";
    case ingestion::v1::RELEASE_KIND_REFERENCE:
      return "reference";
    default:
      return "other";
  }
}

std::string RowsWords(int64_t rows) { return core::DisplayInteger(rows); }

std::string CountWords(int64_t count, const std::string& thing) {
  return absl::StrCat(RowsWords(count), " ", thing, count == 1 ? "" : "s");
}

std::string SpanWords(const ingestion::v1::Release& release) {
  if (release.first_period() == release.last_period()) return release.first_period();
  return absl::StrCat(release.first_period(), " to ", release.last_period());
}

std::string PeriodsWords(const ingestion::v1::Release& release) {
  const bool one = release.first_period() == release.last_period();
  return absl::StrCat(one ? "period " : "periods ", SpanWords(release));
}

std::string KnownWords(const ingestion::v1::Release& release) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S UTC",
                          absl::FromUnixSeconds(release.known_at().seconds()), absl::UTCTimeZone());
}

}  // namespace peerage::cli
