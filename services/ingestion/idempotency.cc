#include "services/ingestion/idempotency.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/error.h"
#include "services/wire/byte_reader.h"
#include "services/wire/sha256.h"

namespace peerage::ingestion {
namespace {

constexpr size_t kShortestKey = 16;
constexpr size_t kLongestKey = 64;
constexpr size_t kIdBytes = 8;

}  // namespace

absl::Status CheckIdempotencyKey(const std::string& field, const std::string& key) {
  const bool sound = key.size() >= kShortestKey && key.size() <= kLongestKey &&
                     std::all_of(key.begin(), key.end(), [](char c) {
                       return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' ||
                              c == '_' || c == '-';
                     });
  if (sound) return absl::OkStatus();
  return runtime::FieldError(
      field, "must be 16 to 64 letters, digits, dots, hyphens or underscores; choose one a write");
}

std::string RequestDigest(const std::vector<std::string>& parts) {
  std::string bytes;
  for (const std::string& part : parts) wire::AppendString(bytes, part);
  return wire::Sha256(bytes);
}

std::string ReleaseIdOf(const std::string& identity, const std::string& key) {
  return absl::StrCat("r-", absl::BytesToHexString(
                                RequestDigest({"release id", identity, key}).substr(0, kIdBytes)));
}

absl::Status WithReason(const absl::Status& status) {
  // One that was given its reason where its cause was known keeps it.
  bool has_reason = false;
  status.ForEachPayload([&](absl::string_view, const absl::Cord&) { has_reason = true; });
  if (has_reason) return status;
  const auto with = [&](runtime::Reason reason) {
    return runtime::Error(status.code(), reason, static_cast<std::string>(status.message()));
  };
  switch (status.code()) {
    case absl::StatusCode::kAlreadyExists:
      return with(runtime::Reason::kKeyReused);
    case absl::StatusCode::kAborted:
      return with(runtime::Reason::kLostRace);
    case absl::StatusCode::kNotFound:
      return with(runtime::Reason::kUnknownRelease);
    case absl::StatusCode::kResourceExhausted:
      return with(runtime::Reason::kStorageFull);
    case absl::StatusCode::kUnavailable:
      return with(runtime::Reason::kUnavailable);
    default:
      return status;
  }
}

}  // namespace peerage::ingestion
