// The bytes of one upload as they arrive.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/ingestion/mapped_file.h"
#include "services/wire/sha256.h"

namespace peerage::ingestion {

// A person's file may have this many bytes, and an operator's bulk load as many
// as that.
inline constexpr size_t kMaxFileBytes = size_t{32} << 20;
inline constexpr size_t kMaxBulkBytes = size_t{4} << 30;

// All bytes of an upload. The views are the owner's.
struct UploadedFile {
  std::string_view bytes;
  std::string sha256;
  // Told how many bytes from the beginning on will not be read soon; may be
  // null.
  std::function<void(size_t)> passed;
};

// In memory; or, for a bulk load, in a file of mode 0600 that has no name, so
// that it is gone with the buffer or with the process. For one thread at a time.
class UploadBuffer {
 public:
  UploadBuffer() = default;
  ~UploadBuffer();
  UploadBuffer(const UploadBuffer&) = delete;
  UploadBuffer& operator=(const UploadBuffer&) = delete;

  // Keeps what comes in a file in `directory`. Before the first byte.
  // RESOURCE_EXHAUSTED (STORAGE_FULL), UNAVAILABLE: the directory takes none.
  absl::Status Spool(const std::string& directory);

  // RESOURCE_EXHAUSTED: the upload is too large (TOO_LARGE), or the disk is full
  // (STORAGE_FULL). UNAVAILABLE: the file cannot be written.
  absl::Status Append(std::string_view part);

  size_t size() const { return size_; }
  bool spooled() const { return descriptor_ >= 0; }

  // All that was appended; lives as long as the buffer. Call once, at the end.
  // UNAVAILABLE: the file cannot be read.
  absl::StatusOr<UploadedFile> Finish();

 private:
  size_t size_ = 0;
  wire::Sha256Sum sum_;
  std::string bytes_;
  int descriptor_ = -1;
  std::optional<MappedFile> mapped_;
};

}  // namespace peerage::ingestion
