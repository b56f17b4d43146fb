#include "services/ingestion/reference_engine.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/core/reference_rules.h"
#include "services/ingestion/held_areas.h"
#include "services/ingestion/idempotency.h"
#include "services/ingestion/release_messages.h"
#include "services/ingestion/stored_reference.h"
#include "services/runtime/error.h"
#include "services/wire/reference.h"
#include "services/wire/sha256.h"

namespace peerage::ingestion {
namespace {

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

// What was changed must be what is in force.
absl::Status CheckExpected(std::optional<int64_t> expected_seq, const store::DatasetState& state) {
  if (!expected_seq || *expected_seq == state.reference_seq) return absl::OkStatus();
  const std::string found = state.reference_seq == 0
                                ? "nothing is declared yet"
                                : absl::StrCat("release ", state.reference_seq, " declares it now");
  return runtime::Error(
      absl::StatusCode::kAborted, runtime::Reason::kChangedSince,
      absl::StrCat("this reference was made from ",
                   *expected_seq == 0 ? "none" : absl::StrCat("release ", *expected_seq), ", and ",
                   found, ": look at what it declares, then send your change again"),
      {{"reference_seq", absl::StrCat(state.reference_seq)}});
}

absl::StatusOr<std::string> Attempt(store::ReleaseLog& log, const core::DatasetReference& reference,
                                    std::optional<int64_t> expected_seq, store::ReleaseDraft draft,
                                    const store::IdempotencyKey& key) {
  const absl::StatusOr<store::DatasetState> state = log.ReadDataset(draft.dataset_id);
  if (!state.ok()) return state.status();
  if (absl::Status status = CheckExpected(expected_seq, *state); !status.ok()) return status;
  if (state->reference_seq > 0) {
    const absl::StatusOr<core::DatasetReference> before = ReadReference(log, state->reference_seq);
    if (!before.ok()) return before.status();
    FieldViolations violations = CheckStored(reference, *before, state->heads);
    auto areas = CheckHeldAreas(log, *state, reference, *before);
    if (!areas.ok()) return areas.status();
    std::move(areas->begin(), areas->end(), std::back_inserter(violations));
    if (!violations.empty()) return runtime::FieldErrors(std::move(violations));
  }
  draft.based_on_seq = state->newest_seq;
  return log.Commit(draft, key, Answer);
}

absl::Status NothingDeclared(const std::string& dataset_id, int64_t seq) {
  return runtime::Error(
      absl::StatusCode::kNotFound, runtime::Reason::kUnknownRelease,
      absl::StrCat("the dataset '", dataset_id, "' declared nothing up to release ", seq,
                   ": ask for a later one"),
      {{"dataset_id", dataset_id}});
}

}  // namespace

absl::StatusOr<v1::GetReferenceResponse> ReferenceEngine::Get(
    const v1::GetReferenceRequest& request) const {
  const std::string& dataset_id = request.dataset_id();
  if (dataset_id.empty()) return runtime::FieldError("dataset_id", "is empty: name a dataset");
  if (request.has_seq() && request.seq() < 1) {
    return runtime::FieldError("seq", "a release's seq is 1 or more");
  }
  const absl::StatusOr<store::DatasetState> state = log_.ReadDataset(dataset_id);
  if (!state.ok()) return WithReason(state.status());
  if (state->reference_seq == 0) return runtime::UnknownDataset(dataset_id);
  int64_t seq = state->reference_seq;
  if (request.has_seq()) {
    // A release that is not there yet may bring another reference.
    if (const auto known = log_.Get(request.seq()); !known.ok()) return WithReason(known.status());
    const auto then = log_.ReadDatasetAt(dataset_id, request.seq());
    if (!then.ok()) return WithReason(then.status());
    if (then->reference_seq == 0) return NothingDeclared(dataset_id, request.seq());
    seq = then->reference_seq;
  }
  const absl::StatusOr<store::Release> release = log_.Get(seq);
  if (!release.ok()) return WithReason(release.status());
  const absl::StatusOr<core::DatasetReference> reference = ReadReference(log_, seq);
  if (!reference.ok()) return WithReason(reference.status());
  v1::GetReferenceResponse response;
  *response.mutable_reference() = wire::ToProto(*reference);
  *response.mutable_release() = ToProto(*release);
  return response;
}

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

  std::optional<int64_t> expected_seq;
  if (request.has_expected_seq()) expected_seq = request.expected_seq();
  if (expected_seq && *expected_seq < 0) {
    return runtime::FieldError("expected_seq",
                               "is below 0: name the release it was made from, or "
                               "0 for a dataset without declarations");
  }

  std::string bytes = wire::ReferenceBytes(*reference);
  const std::string digest = wire::Sha256(bytes);
  const store::IdempotencyKey key{
      .identity = caller.identity,
      .key = request.idempotency_key(),
      // Without expected_seq, a condition and no content: who repeats a request
      // whose answer was lost may have looked at the newer state.
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
  absl::StatusOr<std::string> answer = Attempt(log_, *reference, expected_seq, draft, key);
  // A lost race may be won the next time; what changed since stays changed.
  for (int i = 1; i < kAttempts && IsLostRace(answer.status()); ++i) {
    answer = Attempt(log_, *reference, expected_seq, draft, key);
  }
  if (!answer.ok()) return WithReason(answer.status());
  return ParseAnswer(*answer);
}

}  // namespace peerage::ingestion
