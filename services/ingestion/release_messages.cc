#include "services/ingestion/release_messages.h"

#include "services/ingestion/clipped_text.h"

namespace peerage::ingestion {
namespace {

// No rule is as long; a name of the file may stand in one.
constexpr size_t kRuleCharacters = 1000;

v1::ReleaseKind KindToProto(store::ReleaseKind kind) {
  switch (kind) {
    case store::ReleaseKind::kProvisional:
      return v1::RELEASE_KIND_PROVISIONAL;
    case store::ReleaseKind::kFinal:
      return v1::RELEASE_KIND_FINAL;
    case store::ReleaseKind::kCorrection:
      return v1::RELEASE_KIND_CORRECTION;
    case store::ReleaseKind::kReference:
      return v1::RELEASE_KIND_REFERENCE;
  }
  return v1::RELEASE_KIND_UNSPECIFIED;
}

}  // namespace

v1::Release ToProto(const store::Release& release) {
  v1::Release out;
  out.set_seq(release.seq);
  out.set_id(release.id);
  out.set_dataset_id(release.dataset_id);
  out.set_kind(KindToProto(release.kind));
  out.set_format(release.format);
  out.set_reason(release.reason);
  out.set_bytes_sha256(release.bytes_sha256);
  out.set_content_digest(release.content_digest);
  out.set_rows(release.rows);
  const int64_t micros = absl::ToUnixMicros(release.known_at);
  out.mutable_known_at()->set_seconds(micros / 1'000'000);
  out.mutable_known_at()->set_nanos(static_cast<int32_t>(micros % 1'000'000) * 1'000);
  out.set_actor(release.actor);
  out.set_file_name(release.file_name);
  *out.mutable_series_ids() = {release.series_ids.begin(), release.series_ids.end()};
  if (release.first_period) out.set_first_period(release.first_period->ToString());
  if (release.last_period) out.set_last_period(release.last_period->ToString());
  return out;
}

v1::Chunk ToProto(const store::StoredChunk& chunk) {
  v1::Chunk out;
  out.set_series_id(chunk.series_id);
  out.set_first_period(chunk.first_period.ToString());
  out.set_last_period(chunk.last_period.ToString());
  out.set_bytes(chunk.bytes);
  out.set_raw_digest(chunk.raw_digest);
  return out;
}

store::StoredChunk FromProto(const v1::Chunk& chunk) {
  return {.series_id = chunk.series_id(),
          .first_period = core::Month::Parse(chunk.first_period()).value_or(core::Month()),
          .last_period = core::Month::Parse(chunk.last_period()).value_or(core::Month()),
          .bytes = chunk.bytes(),
          .raw_digest = chunk.raw_digest()};
}

v1::ImportViolation ToProto(const Finding& finding, const std::string& file_name) {
  v1::ImportViolation out;
  out.set_file(file_name);
  out.set_line(finding.line);
  out.set_column(Clipped(finding.column));
  out.set_value(Clipped(finding.value));
  out.set_rule(Clipped(finding.rule, kRuleCharacters));
  out.set_what_to_do(Clipped(finding.what_to_do, kRuleCharacters));
  out.set_lines(finding.lines);
  out.set_sheet(Clipped(finding.sheet));
  return out;
}

}  // namespace peerage::ingestion
