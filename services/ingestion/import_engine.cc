#include "services/ingestion/import_engine.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ingestion/expected_seq.h"
#include "services/ingestion/idempotency.h"
#include "services/ingestion/import_answers.h"
#include "services/ingestion/mapping/mapped_reader.h"
#include "services/ingestion/mapping/mapping_reader.h"
#include "services/ingestion/mapping/mapping_suggestion.h"
#include "services/ingestion/open_table.h"
#include "services/ingestion/release_reading.h"
#include "services/ingestion/stored_reference.h"
#include "services/runtime/error.h"
#include "services/store/failpoint.h"
#include "services/store/release_draft.h"
#include "services/wire/sha256.h"

namespace peerage::ingestion {
namespace {

constexpr size_t kSha256Bytes = 32;
constexpr size_t kLongestReason = 1000;
constexpr size_t kLongestFileName = 255;
// Another release of the dataset may come between reading and committing.
constexpr int kAttempts = 5;

std::optional<store::ReleaseKind> KindOf(v1::ReleaseKind kind) {
  switch (kind) {
    case v1::RELEASE_KIND_PROVISIONAL:
      return store::ReleaseKind::kProvisional;
    case v1::RELEASE_KIND_FINAL:
      return store::ReleaseKind::kFinal;
    case v1::RELEASE_KIND_CORRECTION:
      return store::ReleaseKind::kCorrection;
    default:
      return std::nullopt;
  }
}

ReadOptions OptionsOf(const v1::ImportReleaseHeader& header, absl::Time now) {
  const absl::CivilMonth month = absl::ToCivilMonth(now, absl::UTCTimeZone());
  return {.default_status = header.kind() == v1::RELEASE_KIND_PROVISIONAL
                                ? core::ObservationStatus::kProvisional
                                : core::ObservationStatus::kFinal,
          .last_month = core::Month(static_cast<int>(month.year()) + 1, 12),
          .present_month = core::Month(static_cast<int>(month.year()), month.month())};
}

// What a file is read against.
struct Dataset {
  store::DatasetState state;
  core::DatasetReference reference;
};

absl::StatusOr<Dataset> ReadDataset(store::ReleaseLog& log, const std::string& dataset_id) {
  absl::StatusOr<store::DatasetState> state = log.ReadDataset(dataset_id);
  if (!state.ok()) return state.status();
  if (state->reference_seq == 0) return runtime::UnknownDataset(dataset_id);
  absl::StatusOr<core::DatasetReference> reference = ReadReference(log, state->reference_seq);
  if (!reference.ok()) return reference.status();
  return Dataset{*std::move(state), *std::move(reference)};
}

// By the mapping that the header brings; null when it brings none, or one that
// is faulty.
std::unique_ptr<const FormatReader> MappedReaderOf(const v1::ImportReleaseHeader& header,
                                                   Findings& faults) {
  if (header.mapping().empty()) return nullptr;
  std::optional<TableMapping> mapping = ParseMapping(header.mapping(), faults);
  if (!mapping) return nullptr;
  return std::make_unique<MappedReader>(*std::move(mapping));
}

// How the file could be read is what the sender asks.
bool IsQuestion(const v1::ImportReleaseHeader& header) {
  return header.validate_only() && header.format().empty() && header.mapping().empty();
}

// What a file holds, by its reader.
absl::Status Read(const FormatReader& reader, const v1::ImportReleaseHeader& header,
                  const ReadOptions& options, const UploadedFile& upload,
                  const std::string& workbook_program, const core::DatasetReference& reference,
                  StoredFigures& stored, ReadFile& file) {
  const auto source = OpenTable(upload.bytes, LimitsOf(upload.bytes, header.bulk()),
                                workbook_program, file.violations, file.warnings, upload.passed);
  if (!source.ok()) return source.status();
  FileFigures figures(reference);
  file.rows = reader.Read(**source, options, figures, file.violations, file.warnings);
  const ScopeOptions scope_options{.format = reader.name(),
                                   .correction = header.kind() == v1::RELEASE_KIND_CORRECTION,
                                   .populations = reader.populations(),
                                   .every_series = reader.every_series()};
  const auto sent_rows =
      header.has_row_count() ? std::optional<int64_t>(header.row_count()) : std::nullopt;
  return CompleteScopes(figures, sent_rows, scope_options, stored, file);
}

// What the header means; the same for the same bytes and settings. Without
// expected_seq, a condition and no content: who repeats a request whose answer
// was lost may have looked at the newer state.
std::string DigestOf(const v1::ImportReleaseHeader& header) {
  std::vector<std::string> parts = {"ImportRelease", header.dataset_id(),
                                    header.format(), absl::StrCat(header.kind()),
                                    header.reason(), header.sha256()};
  if (!header.mapping().empty()) parts.push_back(header.mapping());
  return RequestDigest(parts);
}

absl::StatusOr<v1::ImportReleaseResponse> ParseAnswer(const std::string& answer) {
  v1::ImportReleaseResponse response;
  if (!response.ParseFromString(answer)) return absl::InternalError("a kept answer is damaged");
  return response;
}

}  // namespace

absl::Status ImportEngine::CheckHeader(const v1::ImportReleaseHeader& header) const {
  if (header.dataset_id().empty()) {
    return runtime::FieldError("header.dataset_id", "name the dataset that the file belongs to");
  }
  if (absl::Status status = CheckReading(header); !status.ok()) return status;
  if (!KindOf(header.kind())) {
    return runtime::FieldError("header.kind", "must be provisional, final or correction");
  }
  if (header.kind() == v1::RELEASE_KIND_CORRECTION && header.reason().empty()) {
    return runtime::FieldError("header.reason", "a correction says why; give its reason");
  }
  if (header.reason().size() > kLongestReason) {
    return runtime::FieldError("header.reason", "at most 1,000 bytes; shorten it");
  }
  if (!header.validate_only()) {
    absl::Status status = CheckIdempotencyKey("header.idempotency_key", header.idempotency_key());
    if (!status.ok()) return status;
  }
  if (header.sha256().size() != kSha256Bytes) {
    return runtime::FieldError("header.sha256", "must be the 32 bytes of the file's SHA-256");
  }
  if (header.has_row_count() && header.row_count() < 0) {
    return runtime::FieldError("header.row_count", "must not be negative; leave it out if unknown");
  }
  if (header.has_expected_seq() && header.expected_seq() < 0) {
    return runtime::FieldError("header.expected_seq", "must be a release's seq, or 0 for none");
  }
  for (const auto& [field, name] :
       {std::pair("header.file_name", &header.file_name()),
        std::pair("header.mapping_file_name", &header.mapping_file_name())}) {
    if (name->size() > kLongestFileName || name->find_first_of("/\\") != std::string::npos) {
      return runtime::FieldError(field, "must be a name of at most 255 bytes, no path");
    }
  }
  return absl::OkStatus();
}

absl::Status ImportEngine::CheckReading(const v1::ImportReleaseHeader& header) const {
  if (!header.mapping().empty()) {
    if (header.format().empty()) return absl::OkStatus();
    return runtime::FieldError("header.mapping",
                               "a file is read by a format or by a mapping; "
                               "leave one of them out");
  }
  if (IsQuestion(header) || formats_.Find(header.format()) != nullptr) return absl::OkStatus();
  return runtime::Error(absl::StatusCode::kInvalidArgument, runtime::Reason::kUnknownFormat,
                        absl::StrCat("header.format: '", header.format(),
                                     "' is no format; choose one of ", formats_.Names()),
                        {{"format", header.format()}});
}

absl::StatusOr<v1::ImportReleaseResponse> ImportEngine::Import(
    const store::Caller& caller, const v1::ImportReleaseHeader& header,
    const std::string& bytes) const {
  return Import(caller, header, UploadedFile{bytes, wire::Sha256(bytes), nullptr});
}

absl::StatusOr<v1::ImportReleaseResponse> ImportEngine::Import(
    const store::Caller& caller, const v1::ImportReleaseHeader& header,
    const UploadedFile& upload) const {
  if (upload.sha256 != header.sha256()) {
    return runtime::Error(absl::StatusCode::kInvalidArgument, runtime::Reason::kBadChecksum,
                          "the bytes that arrived are not those of header.sha256; send the file "
                          "again");
  }
  absl::StatusOr<v1::ImportReleaseResponse> response = IsQuestion(header) ? Suggest(header, upload)
                                                       : header.validate_only()
                                                           ? Validate(caller, header, upload)
                                                           : Keep(caller, header, upload);
  if (!response.ok()) return WithReason(response.status());
  return response;
}

absl::StatusOr<v1::ImportReleaseResponse> ImportEngine::Suggest(
    const v1::ImportReleaseHeader& header, const UploadedFile& upload) const {
  const absl::StatusOr<Dataset> dataset = ReadDataset(log_, header.dataset_id());
  if (!dataset.ok()) return dataset.status();
  ReadFile file;
  const auto source = OpenTable(upload.bytes, LimitsOf(upload.bytes, header.bulk()),
                                workbook_program_, file.violations, file.warnings, upload.passed);
  if (!source.ok()) return source.status();
  const Suggestion suggestion = SuggestMapping(**source, dataset->reference, formats_);
  // A file that is no table at all cannot be read in any way.
  if (!file.violations.empty()) return Refusal(file.violations, header.file_name());
  return Proposal(suggestion);
}

absl::StatusOr<v1::ImportReleaseResponse> ImportEngine::Keep(const store::Caller& caller,
                                                             const v1::ImportReleaseHeader& header,
                                                             const UploadedFile& upload) const {
  const store::IdempotencyKey key{.identity = caller.identity,
                                  .key = header.idempotency_key(),
                                  .request_digest = DigestOf(header)};
  const absl::StatusOr<std::optional<std::string>> earlier = log_.FindAnswer(key);
  if (!earlier.ok()) return earlier.status();
  if (earlier->has_value()) return ParseAnswer(**earlier);
  absl::StatusOr<v1::ImportReleaseResponse> response = Attempt(caller, header, upload, key);
  for (int i = 1; i < kAttempts && IsLostRace(response.status()); ++i) {
    response = Attempt(caller, header, upload, key);
  }
  return response;
}

absl::StatusOr<v1::ImportReleaseResponse> ImportEngine::Validate(
    const store::Caller& caller, const v1::ImportReleaseHeader& header,
    const UploadedFile& upload) const {
  const absl::StatusOr<Prepared> prepared = Prepare(caller, header, upload);
  if (!prepared.ok()) return prepared.status();
  const ReadFile& file = prepared->file;
  if (!file.violations.empty()) return Refusal(file.violations, prepared->refused_file);
  const bool unchanged = store::SeqOfSameContent(prepared->draft, prepared->state) > 0;
  return Validity(prepared->draft, unchanged, file, header.file_name());
}

absl::StatusOr<v1::ImportReleaseResponse> ImportEngine::Attempt(
    const store::Caller& caller, const v1::ImportReleaseHeader& header, const UploadedFile& upload,
    const store::IdempotencyKey& key) const {
  const absl::StatusOr<Prepared> prepared = Prepare(caller, header, upload);
  if (!prepared.ok()) return prepared.status();
  const ReadFile& file = prepared->file;
  if (!file.violations.empty()) return Refusal(file.violations, prepared->refused_file);
  if (absl::Status status = store::PassFailpoint(store::Failpoint::kImportRead); !status.ok()) {
    return status;
  }
  const absl::StatusOr<std::string> answer =
      log_.Commit(prepared->draft, key, [&](const store::Committed& committed) {
        return Acceptance(committed, file, header.file_name()).SerializeAsString();
      });
  if (!answer.ok()) return answer.status();
  return ParseAnswer(*answer);
}

absl::StatusOr<ImportEngine::Prepared> ImportEngine::Prepare(const store::Caller& caller,
                                                             const v1::ImportReleaseHeader& header,
                                                             const UploadedFile& upload) const {
  absl::StatusOr<Dataset> dataset = ReadDataset(log_, header.dataset_id());
  if (!dataset.ok()) return dataset.status();

  Prepared prepared{.state = std::move(dataset->state)};
  StoredFigures stored(log_, prepared.state);
  ReadFile& file = prepared.file;
  prepared.refused_file = header.mapping_file_name();
  const std::unique_ptr<const FormatReader> mapped = MappedReaderOf(header, file.violations);
  if (!file.violations.empty()) return prepared;
  prepared.refused_file = header.file_name();
  const FormatReader& reader = mapped ? *mapped : *formats_.Find(header.format());
  absl::Status status = Read(reader, header, OptionsOf(header, clock_()), upload, workbook_program_,
                             dataset->reference, stored, file);
  if (!status.ok()) return status;
  if (!file.violations.empty()) return prepared;
  prepared.draft = {.id = RandomReleaseId(),
                    .dataset_id = header.dataset_id(),
                    .kind = *KindOf(header.kind()),
                    .format = reader.name(),
                    .reason = header.reason(),
                    .bytes_sha256 = header.sha256(),
                    .rows = file.rows,
                    .caller = caller,
                    .file_name = header.file_name(),
                    .remarks = Remarks(file.warnings, header.file_name()),
                    .source = header.bulk() ? std::string_view() : upload.bytes,
                    .based_on_seq = prepared.state.newest_seq};
  std::move(file.content).MoveInto(prepared.draft);
  if (header.has_expected_seq()) {
    status = CheckExpectedSeq(header.expected_seq(), header.dataset_id(), prepared.draft.scopes,
                              prepared.state);
    if (!status.ok()) return status;
  }
  return prepared;
}

}  // namespace peerage::ingestion
