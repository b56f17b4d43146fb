// SHA-256, the one digest of the project.
#pragma once

#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace peerage::wire {

// The digest of `bytes`, 32 raw bytes.
std::string Sha256(std::string_view bytes);

// The same for bytes that come in parts.
class Sha256Sum {
 public:
  Sha256Sum();
  ~Sha256Sum();
  Sha256Sum(const Sha256Sum&) = delete;
  Sha256Sum& operator=(const Sha256Sum&) = delete;

  void Add(std::string_view part);
  // Of all that was added. Call once, at the end.
  std::string Finish();

 private:
  // OpenSSL's EVP_MD_CTX.
  evp_md_ctx_st* context_;
};

}  // namespace peerage::wire
