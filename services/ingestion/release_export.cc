#include "services/ingestion/release_export.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ingestion/figure_rows.h"
#include "services/ingestion/held_figures.h"
#include "services/ingestion/idempotency.h"
#include "services/ingestion/stored_reference.h"
#include "services/runtime/error.h"
#include "services/wire/reference.h"

namespace peerage::ingestion {
namespace {

constexpr int kRowsAtOnce = 1000;

// What the release itself brought, in place of what was known after it.
absl::StatusOr<std::vector<store::ScopeHead>> OwnScopes(store::ReleaseLog& log, int64_t seq) {
  const absl::StatusOr<std::vector<store::ScopeDraft>> scopes = log.ReadScopes(seq);
  if (!scopes.ok()) return scopes.status();
  std::vector<store::ScopeHead> own;
  own.reserve(scopes->size());
  for (const store::ScopeDraft& scope : *scopes) {
    own.push_back({scope.series_id, scope.period_end, scope.period_months, scope.digest, seq, ""});
  }
  return own;
}

}  // namespace

absl::Status ExportFigures(
    store::ReleaseLog& log, const store::Release& release, bool everything_known,
    const std::function<absl::Status(const v1::ExportReleaseResponse&)>& send) {
  absl::StatusOr<store::DatasetState> state = log.ReadDatasetAt(release.dataset_id, release.seq);
  if (!state.ok()) return WithReason(state.status());
  absl::StatusOr<std::vector<store::ScopeHead>> scopes =
      everything_known ? std::move(state->heads) : OwnScopes(log, release.seq);
  if (!scopes.ok()) return WithReason(scopes.status());
  if (scopes->empty()) {
    return runtime::Error(
        absl::StatusCode::kFailedPrecondition, runtime::Reason::kNoFigures,
        absl::StrCat("release ", release.seq, " holds no figures but what '", release.dataset_id,
                     "' declares; ask for its reference instead"));
  }
  const absl::StatusOr<core::DatasetReference> reference = ReadReference(log, state->reference_seq);
  if (!reference.ok()) return WithReason(reference.status());
  const FigureRows rows(*reference);
  HeldFigures held(log);
  v1::ExportReleaseResponse part;
  *part.mutable_terms() = wire::ToProto(reference->terms);
  for (const store::ScopeHead& scope : *scopes) {
    const absl::StatusOr<core::ScopeFigures> figures = held.Find(scope);
    if (!figures.ok()) return WithReason(figures.status());
    for (const core::Observation& figure : figures->observations) {
      *part.add_figures() = rows.ToRow(scope, figure);
      if (part.figures_size() < kRowsAtOnce) continue;
      if (absl::Status sent = send(part); !sent.ok()) return sent;
      part.Clear();
    }
  }
  return part.figures_size() > 0 ? send(part) : absl::OkStatus();
}

}  // namespace peerage::ingestion
