#include "services/ingestion/upload_buffer.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "services/runtime/error.h"

namespace peerage::ingestion {
namespace {

absl::Status StorageError(int error) {
  if (error == ENOSPC || error == EDQUOT) {
    return runtime::Error(absl::StatusCode::kResourceExhausted, runtime::Reason::kStorageFull,
                          "the disk is full; nothing was kept");
  }
  return runtime::Error(absl::StatusCode::kUnavailable, runtime::Reason::kUnavailable,
                        "a bulk load cannot be kept on disk; nothing was kept");
}

// Without a name from the beginning, where the file system can do that.
int OpenNameless(const std::string& directory) {
  const int descriptor =
      open(directory.c_str(), O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return descriptor;
  std::string path = directory + "/upload-XXXXXX";
  const int named = mkostemp(path.data(), O_CLOEXEC);
  if (named >= 0) unlink(path.c_str());
  return named;
}

// 0, or errno.
int WriteAll(int descriptor, std::string_view part) {
  while (!part.empty()) {
    const ssize_t written = write(descriptor, part.data(), part.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) part.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

}  // namespace

UploadBuffer::~UploadBuffer() {
  if (descriptor_ >= 0) close(descriptor_);
}

absl::Status UploadBuffer::Spool(const std::string& directory) {
  descriptor_ = OpenNameless(directory);
  return descriptor_ >= 0 ? absl::OkStatus() : StorageError(errno);
}

absl::Status UploadBuffer::Append(std::string_view part) {
  const size_t most = spooled() ? kMaxBulkBytes : kMaxFileBytes;
  if (part.size() > most - size_) {
    return runtime::Error(absl::StatusCode::kResourceExhausted, runtime::Reason::kTooLarge,
                          spooled() ? "a bulk load has at most 4 GiB; cut the file into several"
                                    : "the file has more than 32 MiB; cut it into several");
  }
  size_ += part.size();
  sum_.Add(part);
  if (!spooled()) {
    bytes_ += part;
    return absl::OkStatus();
  }
  const int error = WriteAll(descriptor_, part);
  return error == 0 ? absl::OkStatus() : StorageError(error);
}

absl::StatusOr<UploadedFile> UploadBuffer::Finish() {
  if (!spooled()) return UploadedFile{bytes_, sum_.Finish(), nullptr};
  absl::StatusOr<MappedFile> mapped = MappedFile::Map(descriptor_, size_);
  if (!mapped.ok()) return StorageError(EIO);
  mapped_.emplace(*std::move(mapped));
  return UploadedFile{mapped_->bytes(), sum_.Finish(),
                      [this](size_t bytes) { mapped_->Release(bytes); }};
}

}  // namespace peerage::ingestion
