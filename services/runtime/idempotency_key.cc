#include "services/runtime/idempotency_key.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace peerage::runtime {
namespace {

constexpr size_t kShortestKey = 16;
constexpr size_t kLongestKey = 64;

bool IsKeyCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
}

}  // namespace

bool IsIdempotencyKey(std::string_view key) {
  return key.size() >= kShortestKey && key.size() <= kLongestKey &&
         std::all_of(key.begin(), key.end(), IsKeyCharacter);
}

}  // namespace peerage::runtime
