#include "clients/cli/mapped_bytes.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"

namespace peerage::cli {
namespace {

absl::Status CannotRead(const std::string& path) {
  return absl::NotFoundError(
      absl::StrCat("cannot read ", path, ": ", std::generic_category().message(errno)));
}

absl::StatusOr<size_t> SizeOf(int descriptor, const std::string& path) {
  struct stat status = {};
  if (fstat(descriptor, &status) != 0) return CannotRead(path);
  if (!S_ISREG(status.st_mode)) {
    return absl::InvalidArgumentError(absl::StrCat(path, " is no plain file; name one"));
  }
  if (static_cast<std::uintmax_t>(status.st_size) > kLargestBulkBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, " has more than 4 GiB, the most that a bulk load may have: split it"));
  }
  return static_cast<size_t>(status.st_size);
}

}  // namespace

absl::StatusOr<MappedBytes> MappedBytes::Open(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return CannotRead(path);
  const absl::StatusOr<size_t> size = SizeOf(descriptor, path);
  void* data = nullptr;
  // There is no mapping of nothing.
  if (size.ok() && *size > 0) {
    data = mmap(nullptr, *size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  }
  const absl::Status mapped = data == MAP_FAILED ? CannotRead(path) : size.status();
  close(descriptor);
  if (!mapped.ok()) return mapped;
  return MappedBytes(static_cast<const char*>(data), *size);
}

MappedBytes::~MappedBytes() {
  if (data_ != nullptr) munmap(const_cast<char*>(data_), size_);
}

MappedBytes::MappedBytes(MappedBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

}  // namespace peerage::cli
