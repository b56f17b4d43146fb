#include "services/cache/redis/redis_byte_cache.h"

#include <utility>

namespace peerage::cache {
namespace {

constexpr char kExpirySeconds[] = "604800";  // 7 * 24 * 3600

}  // namespace

std::optional<std::string> RedisByteCache::Get(const CacheKey& key) {
  absl::StatusOr<RedisReply> reply = pool_.Run({"GET", key.Text()});
  if (!reply.ok()) {
    ++counts_.failures;
    return std::nullopt;
  }
  if (reply->kind != RedisReply::Kind::kText) return std::nullopt;
  return std::move(reply->text);
}

bool RedisByteCache::Put(const CacheKey& key, std::string_view value) {
  if (value.size() > kMaxValueBytes) return false;
  if (pool_.Run({"SET", key.Text(), value, "EX", kExpirySeconds}).ok()) return true;
  ++counts_.failures;
  return false;
}

}  // namespace peerage::cache
