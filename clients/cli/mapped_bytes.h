// A large file of the person at the keyboard, without reading it into memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace peerage::cli {

// What the services take of a bulk load at most.
inline constexpr std::uintmax_t kLargestBulkBytes = std::uintmax_t{4} << 30;

// Read-only; the file is to be left alone meanwhile.
class MappedBytes {
 public:
  // An error names the file and says why. A file that is too large to be sent
  // is not opened.
  static absl::StatusOr<MappedBytes> Open(const std::string& path);

  ~MappedBytes();
  MappedBytes(MappedBytes&& other) noexcept;
  MappedBytes(const MappedBytes&) = delete;
  MappedBytes& operator=(const MappedBytes&) = delete;

  std::string_view bytes() const { return {data_, size_}; }

 private:
  MappedBytes(const char* data, size_t size) : data_(data), size_(size) {}

  const char* data_;
  size_t size_;
};

}  // namespace peerage::cli
