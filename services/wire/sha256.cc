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

// Looked up once: that costs as much as a small digest.
const EVP_MD* Algorithm() {
  static const EVP_MD* const kAlgorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  Demand(kAlgorithm != nullptr ? 1 : 0);
  return kAlgorithm;
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  Demand(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()),
                    &size, Algorithm(), nullptr));
  digest.resize(size);
  return digest;
}

Sha256Sum::Sha256Sum() : context_(EVP_MD_CTX_new()) {
  Demand(context_ != nullptr ? EVP_DigestInit_ex(context_, Algorithm(), nullptr) : 0);
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
