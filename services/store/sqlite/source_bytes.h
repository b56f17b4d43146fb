// The bytes that releases were read from, each once, by their SHA-256,
// compressed by zstd.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/store/sqlite/database.h"

namespace peerage::store {

// Nothing happens when bytes of that SHA-256 are there already.
absl::Status InsertSource(Database& database, std::string_view sha256, std::string_view bytes);

// Nothing when there are none. DATA_LOSS: what is kept cannot be unpacked.
absl::StatusOr<std::optional<std::string>> SelectSource(Database& database,
                                                        std::string_view sha256);

}  // namespace peerage::store
