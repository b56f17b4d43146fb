// A file's bytes as memory, read once from front to back.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace peerage::ingestion {

// Private and read-only. The file must not shrink meanwhile: one that nobody
// else can open, or that its owner leaves alone. For one thread.
class MappedFile {
 public:
  // Maps the first `size` bytes of an open file, which may be closed
  // afterwards. UNAVAILABLE: the system refuses.
  static absl::StatusOr<MappedFile> Map(int descriptor, size_t size);
  // A whole file by its path. NOT_FOUND: it cannot be opened.
  static absl::StatusOr<MappedFile> Open(const std::string& path);

  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::string_view bytes() const { return {data_, size_}; }
  // Gives back the memory of the first so many bytes. They may still be read,
  // at the price of reading the file again.
  void Release(size_t bytes);

 private:
  MappedFile(const char* data, size_t size) : data_(data), size_(size) {}

  const char* data_;
  size_t size_;
  size_t released_ = 0;
};

}  // namespace peerage::ingestion
