// A cache that is written behind the caller's back, so that no answer waits
// for a Put.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

#include "services/cache/byte_cache.h"

namespace peerage::cache {

// One thread of its own writes, in order. Values that do not fit into the queue
// are not kept. Gets go straight through.
class BackgroundByteCache final : public ByteCache {
 public:
  // `inner` is borrowed and outlives it.
  BackgroundByteCache(ByteCache& inner, size_t queue_bytes);
  // Forgets what is queued; waits for the write that runs.
  ~BackgroundByteCache() override;

  BackgroundByteCache(const BackgroundByteCache&) = delete;
  BackgroundByteCache& operator=(const BackgroundByteCache&) = delete;

  std::optional<std::string> Get(const CacheKey& key) override { return inner_.Get(key); }
  bool Put(const CacheKey& key, std::string_view value) override;

  // Waits until all that was put before has been written.
  void Flush();

 private:
  struct Write {
    CacheKey key;
    std::string value;
  };

  void Run();

  ByteCache& inner_;
  const size_t queue_bytes_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Write> queue_;
  size_t queued_bytes_ = 0;
  bool writing_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace peerage::cache
