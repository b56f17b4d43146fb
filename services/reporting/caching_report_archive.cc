#include "services/reporting/caching_report_archive.h"

#include "absl/strings/str_cat.h"

namespace peerage::reporting {
namespace {

cache::CacheKey KeyOf(const store::KeptReport& kept) {
  const store::ReportEntry& entry = kept.report.entry;
  return {.kind = "report",
          .seq = entry.seq,
          .name = absl::StrCat(entry.id, ".", kept.report.ordinal, ".", entry.created_at_ms, ".",
                               kept.size_bytes)};
}

}  // namespace

absl::StatusOr<std::string> CachingReportArchive::Get(const std::string& id) {
  const auto kept = inner_.Describe(id);
  if (!kept.ok()) return kept.status();
  const cache::CacheKey key = KeyOf(*kept);
  if (auto cached = cache_.Get(key)) return *std::move(cached);
  absl::StatusOr<std::string> bytes = inner_.Get(id);
  if (bytes.ok()) cache_.Put(key, *bytes);
  return bytes;
}

}  // namespace peerage::reporting
