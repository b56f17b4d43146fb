// A cache that gives back only what it sealed itself, or another process with
// the same key (envelope.h).
#pragma once

#include "services/cache/byte_cache.h"
#include "services/cache/cache_counts.h"
#include "services/cache/envelope.h"

namespace peerage::cache {

// What does not open is a miss, and is counted as a rejected seal. Values may
// have kMaxSealedValueBytes, so that the sealed form fits.
class SealedByteCache final : public ByteCache {
 public:
  // `inner` and `counts` are borrowed and outlive it; `keys` holds at least one.
  SealedByteCache(ByteCache& inner, SealingKeys keys, CacheCounts& counts)
      : inner_(inner), keys_(std::move(keys)), counts_(counts) {}

  std::optional<std::string> Get(const CacheKey& key) override;
  bool Put(const CacheKey& key, std::string_view value) override;

 private:
  ByteCache& inner_;
  const SealingKeys keys_;
  CacheCounts& counts_;
};

inline constexpr size_t kMaxSealedValueBytes = kMaxValueBytes - kEnvelopeBytes;

}  // namespace peerage::cache
