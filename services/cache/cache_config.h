// The cache's settings, from flags to what has been checked.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/cache/redis/redis_connection.h"
#include "services/cache/sealing_keys.h"

namespace peerage::cache {

// As they were typed (cache_flags.h).
struct CacheFlags {
  std::string redis;
  std::string redis_user;
  std::string redis_password_file;
  std::string cache_key_file;
};

// A Redis that may be used.
struct RedisConfig {
  RedisAddress address;
  SealingKeys keys;
};

// Reads the files; asks nobody. Nothing without --redis. INVALID_ARGUMENT, in
// one line that names the flag and never a file's content: an address that is
// none, a file that cannot be read, no key file (Redis is not trusted with
// values that are not sealed), a flag that says nothing without --redis.
absl::StatusOr<std::optional<RedisConfig>> CheckCacheFlags(const CacheFlags& flags);

}  // namespace peerage::cache
