// A cache that keeps everything, shows what was asked of it, and can be emptied or
// away.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "services/cache/byte_cache.h"

namespace peerage::testing {

class FakeByteCache final : public cache::ByteCache {
 public:
  std::optional<std::string> Get(const cache::CacheKey& key) override {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(key.Text());
    if (away || found == kept_.end()) return std::nullopt;
    ++hits_;
    return found->second;
  }
  bool Put(const cache::CacheKey& key, std::string_view value) override {
    const std::lock_guard lock(mutex_);
    ++puts_[key.kind];
    if (away) return false;
    kept_[key.Text()] = value;
    return true;
  }

  void Empty() {
    const std::lock_guard lock(mutex_);
    kept_.clear();
  }
  void Remove(const cache::CacheKey& key) {
    const std::lock_guard lock(mutex_);
    kept_.erase(key.Text());
  }
  // Every value becomes this one.
  void Overwrite(const std::string& value) {
    const std::lock_guard lock(mutex_);
    for (auto& [key, kept] : kept_) kept = value;
  }
  int hits() const {
    const std::lock_guard lock(mutex_);
    return hits_;
  }
  // How often values of a kind were put, also while it was away.
  int puts(const std::string& kind) const {
    const std::lock_guard lock(mutex_);
    const auto found = puts_.find(kind);
    return found == puts_.end() ? 0 : found->second;
  }

  std::atomic<bool> away{false};

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string> kept_;
  std::map<std::string, int> puts_;
  int hits_ = 0;
};

}  // namespace peerage::testing
