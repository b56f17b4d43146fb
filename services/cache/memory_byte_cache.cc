#include "services/cache/memory_byte_cache.h"

namespace peerage::cache {

std::optional<std::string> MemoryByteCache::Get(const CacheKey& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key.Text());
  if (found == by_key_.end()) return std::nullopt;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->value;
}

bool MemoryByteCache::Put(const CacheKey& key, std::string_view value) {
  Entry entry{key.Text(), std::string(value)};
  const std::lock_guard lock(mutex_);
  if (const auto old = by_key_.find(entry.key); old != by_key_.end()) Remove(old->second);
  if (value.size() > kMaxValueBytes || entry.bytes() > capacity_bytes_) return false;
  size_bytes_ += entry.bytes();
  entries_.push_front(std::move(entry));
  by_key_[entries_.front().key] = entries_.begin();
  while (size_bytes_ > capacity_bytes_) Remove(std::prev(entries_.end()));
  return true;
}

size_t MemoryByteCache::size_bytes() const {
  const std::lock_guard lock(mutex_);
  return size_bytes_;
}

void MemoryByteCache::Remove(Entries::iterator entry) {
  size_bytes_ -= entry->bytes();
  by_key_.erase(entry->key);
  entries_.erase(entry);
}

}  // namespace peerage::cache
