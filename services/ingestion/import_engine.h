// Takes one file in: checks its header, reads it, and commits it as a release,
// or says what is wrong with it and leaves nothing.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "services/core/observation.h"
#include "services/ingestion/format_reader.h"
#include "services/ingestion/release_reading.h"
#include "services/ingestion/upload_buffer.h"
#include "services/store/release_log.h"

namespace peerage::ingestion {

// Safe from any thread.
class ImportEngine {
 public:
  // All outlive it. `workbook_program`: where peerage-workbook lies; without it
  // workbooks are UNAVAILABLE.
  ImportEngine(store::ReleaseLog& log, const FormatRegistry& formats, store::Clock clock,
               std::string workbook_program = "")
      : log_(log),
        formats_(formats),
        clock_(std::move(clock)),
        workbook_program_(std::move(workbook_program)) {}

  // INVALID_ARGUMENT, about a field of the header. To be called before the
  // bytes are taken in.
  absl::Status CheckHeader(const v1::ImportReleaseHeader& header) const;

  // What became of the file, or would become of it (header.validate_only). A
  // checked header; errors:
  //   INVALID_ARGUMENT: the bytes are not those of the SHA-256.
  //   NOT_FOUND: the dataset has no reference.
  //   ALREADY_EXISTS, ABORTED, RESOURCE_EXHAUSTED, UNAVAILABLE: the log's.
  absl::StatusOr<v1::ImportReleaseResponse> Import(const store::Caller& caller,
                                                   const v1::ImportReleaseHeader& header,
                                                   const UploadedFile& upload) const;
  // The same for bytes in memory.
  absl::StatusOr<v1::ImportReleaseResponse> Import(const store::Caller& caller,
                                                   const v1::ImportReleaseHeader& header,
                                                   const std::string& bytes) const;

 private:
  // A file read against the dataset's present state. With violations the draft
  // is empty.
  struct Prepared {
    store::DatasetState state;
    ReadFile file;
    // The file that the violations are about: the figures', or the mapping.
    std::string refused_file;
    store::ReleaseDraft draft;
  };

  // Whether the header says how the file is read, in one way.
  absl::Status CheckReading(const v1::ImportReleaseHeader& header) const;
  absl::StatusOr<Prepared> Prepare(const store::Caller& caller,
                                   const v1::ImportReleaseHeader& header,
                                   const UploadedFile& upload) const;
  // How the file could be read.
  absl::StatusOr<v1::ImportReleaseResponse> Suggest(const v1::ImportReleaseHeader& header,
                                                    const UploadedFile& upload) const;
  absl::StatusOr<v1::ImportReleaseResponse> Validate(const store::Caller& caller,
                                                     const v1::ImportReleaseHeader& header,
                                                     const UploadedFile& upload) const;
  absl::StatusOr<v1::ImportReleaseResponse> Keep(const store::Caller& caller,
                                                 const v1::ImportReleaseHeader& header,
                                                 const UploadedFile& upload) const;
  // One pass against the dataset's present state; ABORTED when that has moved.
  absl::StatusOr<v1::ImportReleaseResponse> Attempt(const store::Caller& caller,
                                                    const v1::ImportReleaseHeader& header,
                                                    const UploadedFile& upload,
                                                    const store::IdempotencyKey& key) const;

  store::ReleaseLog& log_;
  const FormatRegistry& formats_;
  const store::Clock clock_;
  const std::string workbook_program_;
};

}  // namespace peerage::ingestion
