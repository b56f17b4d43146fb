#include "services/ingestion/reference_engine.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/core/reference_rules.h"
#include "services/ingestion/idempotency.h"
#include "services/ingestion/release_messages.h"
#include "services/ingestion/stored_reference.h"
#include "services/runtime/error.h"
#include "services/wire/reference.h"
#include "services/wire/sha256.h"

namespace peerage::ingestion {
namespace {

using FieldViolations = std::vector<std::pair<std::string, std::string>>;

constexpr int kAttempts = 5;

// wire's error begins with the field's path.
absl::Status AsFieldError(const absl::Status& status) {
  const std::string message(status.message());
  const size_t colon = message.find(": ");
  if (colon == std::string::npos) return runtime::FieldError("reference", message);
  return runtime::FieldError("reference." + message.substr(0, colon), message.substr(colon + 2));
}

FieldViolations CheckRules(const core::DatasetReference& reference) {
  FieldViolations violations;
  for (const core::ReferenceViolation& v : core::CheckReference(reference)) {
    violations.emplace_back("reference." + v.path,
                            absl::StrCat("'", v.value, "': ", v.rule, "; ", v.what_to_do));
  }
  return violations;
}

std::string PopulationWords(const core::Series& series) {
  if (!series.population) return "not mid-year populations";
  return series.population_by_period ? "populations by period" : "mid-year populations";
}

// Stored figures keep their meaning.
FieldViolations CheckStored(const core::DatasetReference& now, const core::DatasetReference& before,
                            const std::vector<store::ScopeHead>& heads) {
  std::set<std::string> held;
  for (const store::ScopeHead& head : heads) held.insert(head.series_id);
  FieldViolations violations;
  for (const core::Series& old : before.series) {
    if (!held.contains(old.id)) continue;
    const auto series = std::find_if(now.series.begin(), now.series.end(),
                                     [&](const core::Series& s) { return s.id == old.id; });
    if (series == now.series.end()) {
      violations.emplace_back(
          "reference.series",
          absl::StrCat("series '", old.id, "' holds figures and stays declared; add it again"));
    } else if (series->decimals != old.decimals) {
      violations.emplace_back(
          absl::StrCat("reference.series[", series - now.series.begin(), "].decimals"),
          absl::StrCat("series '", old.id, "' holds figures with ", old.decimals,
                       " decimals; keep that, or declare another series"));
    } else if (series->population != old.population ||
               series->population_by_period != old.population_by_period) {
      violations.emplace_back(
          absl::StrCat("reference.series[", series - now.series.begin(), "].population"),
          absl::StrCat("series '", old.id, "' holds figures that are ", PopulationWords(old),
                       "; keep that, or declare another series"));
    }
  }
  return violations;
}

std::string Answer(const store::Committed& committed) {
  v1::ImportReferenceResponse response;
  *response.mutable_release() = ToProto(committed.release);
  response.set_unchanged(committed.unchanged);
  return response.SerializeAsString();
}

absl::StatusOr<v1::ImportReferenceResponse> ParseAnswer(const std::string& bytes) {
  v1::ImportReferenceResponse response;
  if (!response.ParseFromString(bytes)) return absl::InternalError("a kept answer is damaged");
  return response;
}

absl::StatusOr<std::string> Attempt(store::ReleaseLog& log, const core::DatasetReference& reference,
                                    store::ReleaseDraft draft, const store::IdempotencyKey& key) {
  const absl::StatusOr<store::DatasetState> state = log.ReadDataset(draft.dataset_id);
  if (!state.ok()) return state.status();
  if (state->reference_seq > 0) {
    const absl::StatusOr<core::DatasetReference> before = ReadReference(log, state->reference_seq);
    if (!before.ok()) return before.status();
    FieldViolations violations = CheckStored(reference, *before, state->heads);
    if (!violations.empty()) return runtime::FieldErrors(std::move(violations));
  }
  draft.based_on_seq = state->newest_seq;
  return log.Commit(draft, key, Answer);
}

}  // namespace

absl::StatusOr<v1::ImportReferenceResponse> ReferenceEngine::Apply(
    const store::Caller& caller, const v1::ImportReferenceRequest& request) const {
  if (absl::Status status = CheckIdempotencyKey("idempotency_key", request.idempotency_key());
      !status.ok()) {
    return status;
  }
  const absl::StatusOr<core::DatasetReference> reference = wire::FromProto(request.reference());
  if (!reference.ok()) return AsFieldError(reference.status());
  FieldViolations violations = CheckRules(*reference);
  if (!violations.empty()) return runtime::FieldErrors(std::move(violations));

  std::string bytes = wire::ReferenceBytes(*reference);
  const std::string digest = wire::Sha256(bytes);
  const store::IdempotencyKey key{
      .identity = caller.identity,
      .key = request.idempotency_key(),
      .request_digest = RequestDigest({"ImportReference", request.reason(), digest})};
  const store::ReleaseDraft draft{.id = RandomReleaseId(),
                                  .dataset_id = reference->dataset_id,
                                  .kind = store::ReleaseKind::kReference,
                                  .format = "reference",
                                  .reason = request.reason(),
                                  .bytes_sha256 = digest,
                                  .content_digest = digest,
                                  .rows = CountDeclarations(*reference),
                                  .caller = caller,
                                  .reference = std::move(bytes)};
  // Before the present figures are looked at: they may have changed since the
  // first answer.
  const absl::StatusOr<std::optional<std::string>> earlier = log_.FindAnswer(key);
  if (!earlier.ok()) return WithReason(earlier.status());
  if (earlier->has_value()) return ParseAnswer(**earlier);
  absl::StatusOr<std::string> answer = Attempt(log_, *reference, draft, key);
  for (int i = 1; i < kAttempts && absl::IsAborted(answer.status()); ++i) {
    answer = Attempt(log_, *reference, draft, key);
  }
  if (!answer.ok()) return WithReason(answer.status());
  return ParseAnswer(*answer);
}

}  // namespace peerage::ingestion
