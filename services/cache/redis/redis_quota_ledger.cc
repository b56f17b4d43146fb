#include "services/cache/redis/redis_quota_ledger.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace peerage::cache {
namespace {

// KEYS[1]: spent in this slice. ARGV: the slice's tokens, its length in ms, what
// is wanted.
constexpr char kLease[] = R"lua(
local spent = tonumber(redis.call('GET', KEYS[1]) or '0') or 0
local granted = math.max(0, math.min(tonumber(ARGV[3]), tonumber(ARGV[1]) - math.max(spent, 0)))
if spent == 0 then
  redis.call('SET', KEYS[1], granted, 'PX', ARGV[2])
else
  redis.call('SET', KEYS[1], spent + granted, 'KEEPTTL')
end
return granted
)lua";

// KEYS[1]: "name=ms;name=ms;", who was seen when. ARGV: the replica's name, how
// long a sighting counts.
constexpr char kAnnounce[] = R"lua(
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local kept, count = ARGV[1] .. '=' .. string.format('%d', now) .. ';', 1
for name, seen in string.gmatch(redis.call('GET', KEYS[1]) or '', '([%w-]+)=(%d+);') do
  if name ~= ARGV[1] and now - tonumber(seen) <= tonumber(ARGV[2]) and count < 1000 then
    kept, count = kept .. name .. '=' .. seen .. ';', count + 1
  end
end
redis.call('SET', KEYS[1], kept, 'PX', ARGV[2])
return count
)lua";

constexpr char kSeenForMs[] = "5000";
constexpr int64_t kMostReplicas = 1000;

// A caller's name is a URI; a key holds sixteen hexadecimal digits of it.
std::string ShortDigest(const std::string& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1) {
    std::abort();
  }
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest.data()), 8));
}

}  // namespace

RedisQuotaLedger::RedisQuotaLedger(RedisPool& pool, std::string service, std::string replica)
    : pool_(pool), service_(std::move(service)), replica_(std::move(replica)) {}

std::optional<int64_t> RedisQuotaLedger::Lease(const std::string& caller, const QuotaSlice& slice,
                                               int64_t wanted) {
  const std::string key = absl::StrCat("peerage:quota:", service_, ":spent:", ShortDigest(caller));
  const auto reply = pool_.Run({"EVAL", kLease, "1", key, absl::StrCat(slice.tokens),
                                absl::StrCat(slice.length.count()), absl::StrCat(wanted)});
  if (!reply.ok() || reply->kind != RedisReply::Kind::kInteger) return std::nullopt;
  // Whatever the server says, no more than was wanted.
  return std::clamp<int64_t>(reply->integer, 0, std::max<int64_t>(wanted, 0));
}

int64_t RedisQuotaLedger::Announce() {
  const std::string key = absl::StrCat("peerage:quota:", service_, ":replicas");
  const auto reply = pool_.Run({"EVAL", kAnnounce, "1", key, replica_, kSeenForMs});
  if (reply.ok() && reply->kind == RedisReply::Kind::kInteger) {
    replicas_ = std::clamp<int64_t>(reply->integer, 1, kMostReplicas);
  }
  return replicas_;
}

}  // namespace peerage::cache
