// The cache's flags on a server's command line.
#pragma once

#include <CLI/CLI.hpp>

#include "services/cache/cache_config.h"

namespace peerage::cache {

// --redis, --redis-user, --redis-password-file, --cache-key-file. Check them
// with CheckCacheFlags after parsing.
inline void AddCacheFlags(CLI::App& app, CacheFlags& flags) {
  app.add_option("--redis", flags.redis,
                 "HOST:PORT (or unix:PATH) of a Redis to cache in, for example 127.0.0.1:6379; "
                 "without it only memory is used. Answers are the same either way");
  app.add_option("--redis-user", flags.redis_user, "User to authenticate as, for example peerage");
  app.add_option("--redis-password-file", flags.redis_password_file,
                 "File with that user's password, one line");
  app.add_option("--cache-key-file", flags.cache_key_file,
                 "File with the key that cached values are sealed with: base64 of at least 32 "
                 "bytes, for example from `openssl rand -base64 32`; while keys change two lines, "
                 "the newest first");
}

}  // namespace peerage::cache
