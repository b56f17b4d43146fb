#include "services/ingestion/source_export.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/ingestion/idempotency.h"
#include "services/runtime/error.h"

namespace peerage::ingestion {
namespace {

constexpr size_t kBytesAtOnce = size_t{512} << 10;

}  // namespace

absl::Status ExportSource(
    store::ReleaseLog& log, const store::Release& release,
    const std::function<absl::Status(const v1::ExportReleaseResponse&)>& send) {
  const absl::StatusOr<std::optional<std::string>> source = log.ReadSource(release.seq);
  if (!source.ok()) return WithReason(source.status());
  if (!source->has_value()) {
    return runtime::Error(absl::StatusCode::kFailedPrecondition, runtime::Reason::kNoFigures,
                          absl::StrCat("the bytes of release ", release.seq,
                                       " were not kept: reference data, a bulk load, or taken in "
                                       "before bytes were kept; ask for its figures instead"));
  }
  const std::string& bytes = **source;
  for (size_t at = 0; at < bytes.size(); at += kBytesAtOnce) {
    v1::ExportReleaseResponse part;
    part.set_source_bytes(bytes.substr(at, kBytesAtOnce));
    if (absl::Status sent = send(part); !sent.ok()) return sent;
  }
  return absl::OkStatus();
}

}  // namespace peerage::ingestion
