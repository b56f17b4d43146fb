// What a server caches in: memory, and behind it what replicas share.
#pragma once

#include <optional>

#include "services/cache/background_byte_cache.h"
#include "services/cache/cache_counts.h"
#include "services/cache/counted_byte_cache.h"
#include "services/cache/memory_byte_cache.h"
#include "services/cache/tiered_byte_cache.h"

namespace peerage::cache {

// Safe from any thread.
class ServerCache {
 public:
  // `shared` is borrowed and outlives it; null: memory alone. No caller waits for
  // a write to it.
  ServerCache(size_t memory_bytes, ByteCache* shared)
      : memory_(memory_bytes), near_(memory_, memory_counts_) {
    if (shared == nullptr) return;
    far_.emplace(*shared, kQueueBytes);
    both_.emplace(near_, *far_);
  }

  ByteCache& cache() { return both_ ? static_cast<ByteCache&>(*both_) : near_; }
  // Of memory's part.
  const CacheCounts& memory_counts() const { return memory_counts_; }

 private:
  // What waits to be written; beyond it values are not shared.
  static constexpr size_t kQueueBytes = 16 << 20;

  MemoryByteCache memory_;
  CacheCounts memory_counts_;
  CountedByteCache near_;
  std::optional<BackgroundByteCache> far_;
  std::optional<TieredByteCache> both_;
};

}  // namespace peerage::cache
