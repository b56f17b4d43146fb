#include "services/store/sha256.h"

#include <openssl/sha.h>

namespace peerage::store {
namespace {

// Eight bytes, the most significant first.
void AppendNumber(std::string& out, uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(number >> shift));
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  std::string digest(kSha256Bytes, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

FieldHash& FieldHash::Add(std::string_view field) {
  AppendNumber(bytes_, field.size());
  bytes_ += field;
  return *this;
}

FieldHash& FieldHash::Add(int64_t number) {
  std::string field;
  AppendNumber(field, static_cast<uint64_t>(number));
  return Add(field);
}

}  // namespace peerage::store
