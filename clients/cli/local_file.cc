#include "clients/cli/local_file.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace peerage::cli {
namespace {

std::string CauseOf(int error) {
  return error == 0 ? "unknown cause" : std::generic_category().message(error);
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    return absl::InvalidArgumentError(absl::StrCat(path, " is a folder; name a file"));
  }
  const std::uintmax_t size = std::filesystem::file_size(path, ignored);
  if (!ignored && size > kLargestFileBytes) {
    return absl::InvalidArgumentError(absl::StrCat(
        path, " has ", (size + (1U << 20) - 1) >> 20,
        " MiB; 32 MiB is the most that is taken: split it, for example by year, or add --bulk"));
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad()) {
    return absl::NotFoundError(absl::StrCat("cannot read ", path, ": ", CauseOf(errno)));
  }
  return bytes;
}

absl::Status WriteFile(const std::string& path, const std::string& bytes) {
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) {
    return absl::UnavailableError(absl::StrCat("cannot write ", path, ": ", CauseOf(errno)));
  }
  return absl::OkStatus();
}

}  // namespace peerage::cli
