// SHA-256 of bytes, and of several fields without ambiguity.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace peerage::store {

inline constexpr size_t kSha256Bytes = 32;

// The 32 bytes.
std::string Sha256(std::string_view bytes);

// Hashes a fixed list of fields: a purpose, then each field behind its length,
// so that no two different lists give the same bytes. The encoding is kept for
// ever: stored hashes depend on it.
class FieldHash {
 public:
  explicit FieldHash(std::string_view purpose) { Add(purpose); }

  FieldHash& Add(std::string_view field);
  FieldHash& Add(int64_t number);
  std::string Finish() const { return Sha256(bytes_); }

 private:
  std::string bytes_;
};

}  // namespace peerage::store
