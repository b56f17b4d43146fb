#include "services/cache/tiered_byte_cache.h"

namespace peerage::cache {

std::optional<std::string> TieredByteCache::Get(const CacheKey& key) {
  if (auto value = near_.Get(key)) return value;
  auto value = far_.Get(key);
  if (value) near_.Put(key, *value);
  return value;
}

bool TieredByteCache::Put(const CacheKey& key, std::string_view value) {
  const bool kept_near = near_.Put(key, value);
  const bool kept_far = far_.Put(key, value);
  return kept_near || kept_far;
}

}  // namespace peerage::cache
