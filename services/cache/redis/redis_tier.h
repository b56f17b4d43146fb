// All that a server needs to cache in Redis, in the order of ownership.
#pragma once

#include <utility>

#include "services/cache/cache_config.h"
#include "services/cache/cache_counts.h"
#include "services/cache/counted_byte_cache.h"
#include "services/cache/redis/redis_byte_cache.h"
#include "services/cache/redis/redis_pool.h"
#include "services/cache/sealed_byte_cache.h"

namespace peerage::cache {

// Redis, sealed and counted. Safe from any thread.
class RedisTier {
 public:
  // Returns at once, with or without Redis.
  RedisTier(const RedisConfig& config, RedisLimits limits, RedisPool::Watcher watcher)
      : pool_(config.address, limits, std::move(watcher)),
        redis_(pool_, counts_),
        sealed_(redis_, config.keys, counts_),
        counted_(sealed_, counts_) {}

  ByteCache& cache() { return counted_; }
  RedisPool& pool() { return pool_; }
  const CacheCounts& counts() const { return counts_; }

 private:
  CacheCounts counts_;
  RedisPool pool_;
  RedisByteCache redis_;
  SealedByteCache sealed_;
  CountedByteCache counted_;
};

}  // namespace peerage::cache
