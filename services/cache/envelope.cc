#include "services/cache/envelope.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <cstdlib>

namespace peerage::cache {
namespace {

constexpr char kVersion = 1;
constexpr size_t kKeyIdAt = 1;
constexpr size_t kSeqAt = 5;
constexpr size_t kPayloadAt = 13;
constexpr size_t kMacBytes = 32;
static_assert(kPayloadAt + kMacBytes == kEnvelopeBytes);

void AppendBigEndian(std::string& out, uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift);
}

uint64_t ReadBigEndian(std::string_view bytes) {
  uint64_t number = 0;
  for (const char byte : bytes.substr(0, 8)) number = number << 8 | static_cast<uint8_t>(byte);
  return number;
}

std::string Mac(const Secret& key, std::string_view cache_key, std::string_view sealed) {
  std::string input;
  input.reserve(8 + cache_key.size() + sealed.size());
  AppendBigEndian(input, cache_key.size());
  input += cache_key;
  input += sealed;
  std::string mac(kMacBytes, '\0');
  unsigned int size = 0;
  const std::string& secret = key.Reveal();
  // Fails only without memory or with a broken OpenSSL; no seal may be guessed
  // then.
  if (HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
           reinterpret_cast<const unsigned char*>(input.data()), input.size(),
           reinterpret_cast<unsigned char*>(mac.data()), &size) == nullptr ||
      size != kMacBytes) {
    std::abort();
  }
  return mac;
}

}  // namespace

std::string SealEnvelope(const SealingKeys& keys, std::string_view cache_key, int64_t seq,
                         std::string_view payload) {
  const SealingKey& key = keys.front();
  std::string out;
  out.reserve(payload.size() + kEnvelopeBytes);
  out += kVersion;
  out += key.id;
  AppendBigEndian(out, static_cast<uint64_t>(seq));
  out += payload;
  out += Mac(key.key, cache_key, out);
  return out;
}

std::optional<OpenedEnvelope> OpenEnvelope(const SealingKeys& keys, std::string_view cache_key,
                                           std::string_view bytes) {
  if (bytes.size() < kEnvelopeBytes || bytes[0] != kVersion) return std::nullopt;
  const std::string_view id = bytes.substr(kKeyIdAt, kSeqAt - kKeyIdAt);
  const auto key = std::find_if(keys.begin(), keys.end(),
                                [&](const SealingKey& known) { return known.id == id; });
  if (key == keys.end()) return std::nullopt;
  const std::string_view sealed = bytes.substr(0, bytes.size() - kMacBytes);
  const std::string mac = Mac(key->key, cache_key, sealed);
  if (CRYPTO_memcmp(mac.data(), bytes.data() + sealed.size(), kMacBytes) != 0) return std::nullopt;
  return OpenedEnvelope{static_cast<int64_t>(ReadBigEndian(sealed.substr(kSeqAt))),
                        std::string(sealed.substr(kPayloadAt))};
}

}  // namespace peerage::cache
