#include "services/runtime/version.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <memory>

#include "absl/strings/escaping.h"

namespace peerage::runtime {

std::string Version() { return PEERAGE_VERSION; }

std::string ProgramDigest() {
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::ifstream program("/proc/self/exe", std::ios::binary);
  std::array<char, 1 << 16> piece;
  bool sound = EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr) == 1 && program.is_open();
  while (sound && program) {
    program.read(piece.data(), piece.size());
    sound = EVP_DigestUpdate(hash.get(), piece.data(), program.gcount()) == 1;
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  // A process without /proc, or without SHA-256, is none that we run in.
  if (!sound || EVP_DigestFinal_ex(hash.get(), digest.data(), nullptr) != 1) std::abort();
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest.data()), 8));
}

}  // namespace peerage::runtime
