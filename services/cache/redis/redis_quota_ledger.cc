#include "services/cache/redis/redis_quota_ledger.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <random>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace peerage::cache {
namespace {

// KEYS[1]: "tokens:ms", what was left when. ARGV: tokens a second, what may be
// saved up, what is wanted. Gives text: Redis cuts a script's numbers to whole ones.
constexpr char kTake[] = R"lua(
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local rate, most, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local left, at = string.match(redis.call('GET', KEYS[1]) or '', '^(%d+%.%d+):(%d+)$')
left, at = tonumber(left) or most, tonumber(at) or now
left = math.min(most, left + math.max(0, now - at) * rate / 1000)
local granted = math.min(wanted, left)
redis.call('SET', KEYS[1], string.format('%.6f:%d', left - granted, now), 'PX',
           math.ceil(most / rate * 1000) + 1000)
return string.format('%.6f', granted)
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
// Two turns of a replica that refills ten times a second.
constexpr double kSavedSeconds = 0.2;

// A caller's name is a URI; a key holds sixteen hexadecimal digits of it.
std::string ShortDigest(const std::string& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1) {
    std::abort();
  }
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest.data()), 8));
}

}  // namespace

RedisQuotaLedger::RedisQuotaLedger(RedisPool& pool, std::string service, std::string replica,
                                   std::chrono::milliseconds announce_every)
    : pool_(pool),
      service_(std::move(service)),
      replica_(std::move(replica)),
      announce_every_(announce_every) {}

std::optional<double> RedisQuotaLedger::Take(const std::string& caller, double per_second,
                                             double wanted) {
  const std::string key = absl::StrCat("peerage:quota:", service_, ":", ShortDigest(caller));
  const double most = std::max(1.0, per_second * kSavedSeconds);
  const auto reply = pool_.Run({"EVAL", kTake, "1", key, absl::StrCat(per_second),
                                absl::StrCat(most), absl::StrCat(wanted)});
  double granted = 0;
  if (!reply.ok() || !absl::SimpleAtod(reply->text, &granted) || std::isnan(granted)) {
    return std::nullopt;
  }
  // Whatever the server says, no more than was wanted.
  return std::clamp(granted, 0.0, wanted);
}

int RedisQuotaLedger::Replicas() {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now < next_announcement_) return replicas_;
  next_announcement_ = now + announce_every_;
  const std::string key = absl::StrCat("peerage:quota:", service_, ":replicas");
  const auto reply = pool_.Run({"EVAL", kAnnounce, "1", key, replica_, kSeenForMs});
  if (reply.ok() && reply->kind == RedisReply::Kind::kInteger) {
    replicas_ = static_cast<int>(std::clamp<int64_t>(reply->integer, 1, kMostReplicas));
  }
  return replicas_;
}

std::string RandomReplicaName() {
  std::random_device random;
  return absl::StrCat(absl::Hex(random(), absl::kZeroPad8), absl::Hex(random(), absl::kZeroPad8));
}

}  // namespace peerage::cache
