// A near cache before a far one.
#pragma once

#include "services/cache/byte_cache.h"

namespace peerage::cache {

// What is found far is kept near as well. Puts go to both.
class TieredByteCache final : public ByteCache {
 public:
  // Both are borrowed and outlive it.
  TieredByteCache(ByteCache& near, ByteCache& far) : near_(near), far_(far) {}

  std::optional<std::string> Get(const CacheKey& key) override;
  bool Put(const CacheKey& key, std::string_view value) override;

 private:
  ByteCache& near_;
  ByteCache& far_;
};

}  // namespace peerage::cache
