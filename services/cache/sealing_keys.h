// The keys that cached values are sealed with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/cache/secret.h"

namespace peerage::cache {

// A key and the four bytes by which a sealed value names it, made from the key.
struct SealingKey {
  Secret key;
  std::string id;
};

SealingKey MakeSealingKey(std::string key);

// One key, or two while they are being changed: the newest, which seals, comes
// first; what the other one sealed still opens.
using SealingKeys = std::vector<SealingKey>;

// Reads the text of a key file: one or two lines, each a key in base64 of at
// least 32 bytes ("openssl rand -base64 32" makes one). INVALID_ARGUMENT says
// what is wrong, and nothing of the keys.
absl::StatusOr<SealingKeys> ParseSealingKeys(std::string_view text);

}  // namespace peerage::cache
