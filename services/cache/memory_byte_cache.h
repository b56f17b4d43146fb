// The cache of one process: bounded by bytes, and the value that was used least
// lately goes first.
#pragma once

#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "services/cache/byte_cache.h"

namespace peerage::cache {

class MemoryByteCache final : public ByteCache {
 public:
  // Keys and values together take at most `capacity_bytes`.
  explicit MemoryByteCache(size_t capacity_bytes) : capacity_bytes_(capacity_bytes) {}

  std::optional<std::string> Get(const CacheKey& key) override;
  bool Put(const CacheKey& key, std::string_view value) override;

  size_t size_bytes() const;

 private:
  struct Entry {
    std::string key;
    std::string value;
    size_t bytes() const { return key.size() + value.size(); }
  };
  using Entries = std::list<Entry>;

  void Remove(Entries::iterator entry);

  const size_t capacity_bytes_;
  mutable std::mutex mutex_;
  // The one used last comes first.
  Entries entries_;
  std::unordered_map<std::string, Entries::iterator> by_key_;
  size_t size_bytes_ = 0;
};

}  // namespace peerage::cache
