#include "services/cache/background_byte_cache.h"

#include <utility>

namespace peerage::cache {

BackgroundByteCache::BackgroundByteCache(ByteCache& inner, size_t queue_bytes)
    : inner_(inner), queue_bytes_(queue_bytes), thread_([this] { Run(); }) {}

BackgroundByteCache::~BackgroundByteCache() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

bool BackgroundByteCache::Put(const CacheKey& key, std::string_view value) {
  if (value.size() > kMaxValueBytes) return false;
  {
    const std::lock_guard lock(mutex_);
    if (queued_bytes_ + value.size() > queue_bytes_) return false;
    queued_bytes_ += value.size();
    queue_.push_back({key, std::string(value)});
  }
  changed_.notify_all();
  return true;
}

void BackgroundByteCache::Flush() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return queue_.empty() && !writing_; });
}

void BackgroundByteCache::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return;
    const Write write = std::move(queue_.front());
    queue_.pop_front();
    writing_ = true;
    lock.unlock();
    inner_.Put(write.key, write.value);
    lock.lock();
    writing_ = false;
    queued_bytes_ -= write.value.size();
    changed_.notify_all();
  }
}

}  // namespace peerage::cache
