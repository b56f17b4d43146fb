// A cache whose hits and misses are counted.
#pragma once

#include "services/cache/byte_cache.h"
#include "services/cache/cache_counts.h"

namespace peerage::cache {

class CountedByteCache final : public ByteCache {
 public:
  // Both are borrowed and outlive it.
  CountedByteCache(ByteCache& inner, CacheCounts& counts) : inner_(inner), counts_(counts) {}

  std::optional<std::string> Get(const CacheKey& key) override {
    auto value = inner_.Get(key);
    ++(value ? counts_.hits : counts_.misses);
    return value;
  }
  bool Put(const CacheKey& key, std::string_view value) override { return inner_.Put(key, value); }

 private:
  ByteCache& inner_;
  CacheCounts& counts_;
};

}  // namespace peerage::cache
