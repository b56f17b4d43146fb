#include "services/wire/sha256.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace peerage::wire {

namespace {

// Fails only without memory or with a broken OpenSSL; no digest may be guessed
// then.
void Demand(int done) {
  if (done != 1) std::abort();
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  Demand(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()),
                    &size, EVP_sha256(), nullptr));
  digest.resize(size);
  return digest;
}

Sha256Sum::Sha256Sum() : context_(EVP_MD_CTX_new()) {
  Demand(context_ != nullptr ? EVP_DigestInit_ex(context_, EVP_sha256(), nullptr) : 0);
}

Sha256Sum::~Sha256Sum() { EVP_MD_CTX_free(context_); }

void Sha256Sum::Add(std::string_view part) {
  Demand(EVP_DigestUpdate(context_, part.data(), part.size()));
}

std::string Sha256Sum::Finish() {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  Demand(EVP_DigestFinal_ex(context_, reinterpret_cast<unsigned char*>(digest.data()), &size));
  digest.resize(size);
  return digest;
}

}  // namespace peerage::wire
