#include "services/ingestion/import_answers.h"

#include "services/ingestion/release_messages.h"
#include "services/store/release_draft.h"

namespace peerage::ingestion {
namespace {

// Of any message that has warnings and their total.
template <class Message>
void AddWarnings(const Findings& warnings, const std::string& file_name, Message& message) {
  for (const Finding& finding : warnings.InFileOrder()) {
    *message.add_warnings() = ToProto(finding, file_name);
  }
  message.set_warnings_total(warnings.total());
}

}  // namespace

v1::ImportReleaseResponse Refusal(const Findings& violations, const std::string& file_name) {
  v1::ImportReleaseResponse response;
  v1::ImportReleaseResponse::Refused& refused = *response.mutable_refused();
  for (const Finding& finding : violations.InFileOrder()) {
    *refused.add_violations() = ToProto(finding, file_name);
  }
  refused.set_violations_total(violations.total());
  return response;
}

v1::ImportReleaseResponse Acceptance(const store::Committed& committed, const ReadFile& file,
                                     const std::string& file_name) {
  v1::ImportReleaseResponse response;
  v1::ImportReleaseResponse::Accepted& accepted = *response.mutable_accepted();
  *accepted.mutable_release() = ToProto(committed.release);
  accepted.set_rows_accepted(file.rows);
  accepted.set_unchanged(committed.unchanged);
  AddWarnings(file.warnings, file_name, accepted);
  return response;
}

v1::ImportReleaseResponse Validity(const store::ReleaseDraft& draft, bool unchanged,
                                   const ReadFile& file, const std::string& file_name) {
  v1::ImportReleaseResponse response;
  v1::ImportReleaseResponse::Valid& valid = *response.mutable_valid();
  valid.set_rows_accepted(file.rows);
  valid.set_unchanged(unchanged);
  const v1::Release release = ToProto(store::MakeRelease(draft, 0, absl::UnixEpoch()));
  *valid.mutable_series_ids() = release.series_ids();
  valid.set_first_period(release.first_period());
  valid.set_last_period(release.last_period());
  AddWarnings(file.warnings, file_name, valid);
  return response;
}

v1::ImportReleaseResponse Proposal(const Suggestion& suggestion) {
  v1::ImportReleaseResponse response;
  v1::ImportReleaseResponse::Suggested& suggested = *response.mutable_suggested();
  suggested.set_format(suggestion.format);
  suggested.set_mapping(suggestion.mapping);
  for (const std::string& note : suggestion.notes) suggested.add_notes(note);
  return response;
}

std::string Remarks(const Findings& warnings, const std::string& file_name) {
  if (warnings.empty()) return "";
  v1::GetReleaseResponse kept;
  AddWarnings(warnings, file_name, kept);
  return kept.SerializeAsString();
}

}  // namespace peerage::ingestion
