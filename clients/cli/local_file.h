// Files of the person at the keyboard.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace peerage::cli {

// The whole file, or an error that names it and says why.
absl::StatusOr<std::string> ReadFile(const std::string& path);
// Replaces the file.
absl::Status WriteFile(const std::string& path, const std::string& bytes);

}  // namespace peerage::cli
