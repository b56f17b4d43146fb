#include "services/cache/sealed_byte_cache.h"

#include <utility>

namespace peerage::cache {

std::optional<std::string> SealedByteCache::Get(const CacheKey& key) {
  const auto bytes = inner_.Get(key);
  if (!bytes) return std::nullopt;
  auto opened = OpenEnvelope(keys_, key.Text(), *bytes);
  if (opened && opened->seq == key.seq) return std::move(opened->payload);
  ++counts_.rejected_seals;
  return std::nullopt;
}

bool SealedByteCache::Put(const CacheKey& key, std::string_view value) {
  if (value.size() > kMaxSealedValueBytes) return false;
  return inner_.Put(key, SealEnvelope(keys_, key.Text(), key.seq, value));
}

}  // namespace peerage::cache
