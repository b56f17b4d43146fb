#include "services/wire/sha256.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace peerage::wire {

std::string Sha256(std::string_view bytes) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  const int done =
      EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &size,
                 EVP_sha256(), nullptr);
  // Fails only without memory or with a broken OpenSSL; no digest may be
  // guessed then.
  if (done != 1) std::abort();
  digest.resize(size);
  return digest;
}

}  // namespace peerage::wire
