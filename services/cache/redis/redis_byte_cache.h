// Bytes in Redis, where several processes find them.
#pragma once

#include "services/cache/byte_cache.h"
#include "services/cache/cache_counts.h"
#include "services/cache/redis/redis_pool.h"

namespace peerage::cache {

// GET and SET with an expiry of seven days; what is full evicts. Each call
// takes at most the pool's command timeout. A Redis that is away, slow, full or
// holds another type under the key is a miss and a counted failure. Believe
// nothing that comes out: put a SealedByteCache around it.
class RedisByteCache final : public ByteCache {
 public:
  // Both are borrowed and outlive it.
  RedisByteCache(RedisPool& pool, CacheCounts& counts) : pool_(pool), counts_(counts) {}

  std::optional<std::string> Get(const CacheKey& key) override;
  bool Put(const CacheKey& key, std::string_view value) override;

 private:
  RedisPool& pool_;
  CacheCounts& counts_;
};

}  // namespace peerage::cache
