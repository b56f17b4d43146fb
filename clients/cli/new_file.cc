#include "clients/cli/new_file.h"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace peerage::cli {

NewFile::NewFile(const std::string& path) : path_(path), part_(path + ".part") {
  errno = 0;
  file_.open(part_, std::ios::binary | std::ios::trunc);
}

NewFile::~NewFile() {
  if (!file_.is_open()) return;
  file_.close();
  std::error_code ignored;
  std::filesystem::remove(part_, ignored);
}

absl::Status NewFile::Write(const std::string& bytes) {
  if (!file_.is_open()) return Fault();
  errno = 0;
  file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return file_ ? absl::OkStatus() : Fault();
}

absl::Status NewFile::Keep() {
  if (!file_.is_open()) return Fault();
  errno = 0;
  file_.flush();
  if (!file_) return Fault();
  std::error_code error;
  std::filesystem::rename(part_, path_, error);
  if (error) {
    return absl::UnavailableError(absl::StrCat("cannot write ", path_, ": ", error.message()));
  }
  file_.close();
  return absl::OkStatus();
}

absl::Status NewFile::Fault() const {
  const std::string cause = errno == 0 ? "unknown cause" : std::generic_category().message(errno);
  return absl::UnavailableError(absl::StrCat("cannot write ", path_, ": ", cause));
}

}  // namespace peerage::cli
