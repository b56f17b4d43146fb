// Files of the person at the keyboard.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace peerage::cli {

// What the services take at most.
inline constexpr std::uintmax_t kLargestFileBytes = 32U << 20;

// The whole file, or an error that names it and says why. A file that is too
// large to be sent is not read.
absl::StatusOr<std::string> ReadFile(const std::string& path);
// Replaces the file.
absl::Status WriteFile(const std::string& path, const std::string& bytes);

}  // namespace peerage::cli
