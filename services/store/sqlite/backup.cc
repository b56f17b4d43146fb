#include "services/store/sqlite/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "services/store/sqlite/database.h"

namespace peerage::store {
namespace {

absl::Status SyncDirectory(const std::string& directory) {
  const int descriptor = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return absl::UnavailableError("the copy's folder cannot be opened");
  const int synced = fsync(descriptor);
  close(descriptor);
  return synced == 0 ? absl::OkStatus() : absl::UnavailableError("the copy cannot be synced");
}

absl::Status CopyTo(const std::string& file, const std::string& part) {
  absl::StatusOr<Database> source = Database::OpenReadOnly(file);
  if (!source.ok()) return source.status();
  return source->CopyTo(part);
}

// The copy, and what SQLite lays beside it.
void Remove(const std::string& part) {
  std::error_code ignored;
  for (const char* end : {"", "-wal", "-shm", "-journal"}) {
    std::filesystem::remove(part + end, ignored);
  }
}

}  // namespace

absl::StatusOr<std::string> BackUp(const std::string& file, const std::string& copy,
                                   const VerifyStore& verify) {
  std::error_code error;
  if (std::filesystem::exists(copy, error)) {
    return absl::AlreadyExistsError("the copy's file is there already; choose another name");
  }
  const std::string part = copy + ".part";
  Remove(part);
  const absl::Status copied = CopyTo(file, part);
  absl::StatusOr<std::string> verified = copied.ok() ? verify(part) : copied;
  if (verified.ok()) std::filesystem::rename(part, copy, error);
  Remove(part);
  if (!verified.ok()) return verified;
  if (error) return absl::UnavailableError("the copy cannot get its name");
  const std::string directory = std::filesystem::path(copy).parent_path();
  absl::Status synced = SyncDirectory(directory.empty() ? "." : directory);
  if (!synced.ok()) return synced;
  return verified;
}

}  // namespace peerage::store
