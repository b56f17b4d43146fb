#include "clients/cli/idempotency.h"

#include <algorithm>
#include <cctype>

#include "absl/strings/escaping.h"
#include "clients/cpp/sha256.h"

namespace peerage::cli {

std::string KeyOfFile(ingestion::v1::ImportReleaseHeader header, std::string_view bytes) {
  header.clear_idempotency_key();
  header.clear_expected_seq();
  header.set_sha256(client::Sha256(bytes));
  const std::string digest = client::Sha256(header.SerializeAsString());
  return "file-" + absl::BytesToHexString(digest).substr(0, 40);
}

std::string CheckKey(const std::string& key) {
  const bool sound = std::all_of(key.begin(), key.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
  });
  if (sound && key.size() >= 16 && key.size() <= 64) return "";
  return "a key is 16 to 64 letters, digits, dots, underscores or hyphens";
}

}  // namespace peerage::cli
