#include "services/cache/sealing_keys.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace peerage::cache {
namespace {

constexpr size_t kKeyIdBytes = 4;
constexpr size_t kSmallestKeyBytes = 32;
constexpr size_t kMostKeys = 2;

}  // namespace

SealingKey MakeSealingKey(std::string key) {
  const std::string named = "peerage key id" + key;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  if (EVP_Digest(named.data(), named.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1) {
    std::abort();
  }
  return {Secret(std::move(key)),
          std::string(reinterpret_cast<const char*>(digest.data()), kKeyIdBytes)};
}

absl::StatusOr<SealingKeys> ParseSealingKeys(std::string_view text) {
  SealingKeys keys;
  for (const auto& line : absl::StrSplit(absl::string_view(text.data(), text.size()), '\n')) {
    const absl::string_view word = absl::StripAsciiWhitespace(line);
    if (word.empty()) continue;
    std::string key;
    if (!absl::Base64Unescape(word, &key) || key.size() < kSmallestKeyBytes) {
      return absl::InvalidArgumentError(
          absl::StrCat("key ", keys.size() + 1, " is not base64 of at least ", kSmallestKeyBytes,
                       " bytes; make one with: openssl rand -base64 32"));
    }
    keys.push_back(MakeSealingKey(std::move(key)));
  }
  if (keys.empty() || keys.size() > kMostKeys) {
    return absl::InvalidArgumentError(
        absl::StrCat("there are ", keys.size(), " keys: give one, or two with the newest first"));
  }
  return keys;
}

}  // namespace peerage::cache
