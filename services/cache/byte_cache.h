// Bytes that can be made again, kept where they are quick to reach.
//
// Promises, each a test of the contract suite that runs on every backend:
//  * Get gives exactly the bytes of the last Put under that key, or nothing.
//  * It may forget anything at any time.
//  * A miss and a failure are both "nothing": no caller does anything about the
//    difference. (CacheCounts tells people.)
//  * A value above kMaxValueBytes is not kept.
//  * No method throws; each returns within the time its backend promises.
//
// Safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "services/cache/cache_key.h"

namespace peerage::cache {

inline constexpr size_t kMaxValueBytes = 4 << 20;

class ByteCache {
 public:
  virtual ~ByteCache() = default;

  virtual std::optional<std::string> Get(const CacheKey& key) = 0;

  // False when the value is surely not kept. True promises nothing.
  virtual bool Put(const CacheKey& key, std::string_view value) = 0;
};

}  // namespace peerage::cache
