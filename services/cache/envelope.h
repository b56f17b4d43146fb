// The sealed form of a cached value. Redis speaks no TLS here and may hold
// anything, so nothing is believed that does not open.
//
//   byte 0        version, 1
//   bytes 1-4     id of the key
//   bytes 5-12    seq, big-endian
//   then          the payload
//   last 32       HMAC-SHA256 over the key's text, its length first, and all
//                 the bytes before
//
// The key's text is under the seal: an authentic value that was moved to
// another key does not open there. Both functions are pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/cache/sealing_keys.h"

namespace peerage::cache {

inline constexpr size_t kEnvelopeBytes = 1 + 4 + 8 + 32;

struct OpenedEnvelope {
  int64_t seq = 0;
  std::string payload;
};

// `keys` holds at least one; the first one seals.
std::string SealEnvelope(const SealingKeys& keys, std::string_view cache_key, int64_t seq,
                         std::string_view payload);

// Nothing, unless exactly these bytes were sealed for exactly this key by one
// of `keys`. Takes any bytes.
std::optional<OpenedEnvelope> OpenEnvelope(const SealingKeys& keys, std::string_view cache_key,
                                           std::string_view bytes);

}  // namespace peerage::cache
