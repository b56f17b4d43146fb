#include "services/ingestion/idempotency.h"

#include <random>

#include "absl/strings/str_cat.h"
#include "services/runtime/error.h"
#include "services/runtime/idempotency_key.h"
#include "services/wire/byte_reader.h"
#include "services/wire/sha256.h"

namespace peerage::ingestion {
namespace {

bool HasReason(const absl::Status& status) {
  bool has_reason = false;
  status.ForEachPayload([&](absl::string_view, const absl::Cord&) { has_reason = true; });
  return has_reason;
}

}  // namespace

absl::Status CheckIdempotencyKey(const std::string& field, const std::string& key) {
  if (runtime::IsIdempotencyKey(key)) return absl::OkStatus();
  return runtime::FieldError(field, runtime::kIdempotencyKeyRule);
}

std::string RequestDigest(const std::vector<std::string>& parts) {
  std::string bytes;
  for (const std::string& part : parts) wire::AppendString(bytes, part);
  return wire::Sha256(bytes);
}

std::string RandomReleaseId() {
  std::random_device random;
  return absl::StrCat("r-", absl::Hex(random(), absl::kZeroPad8),
                      absl::Hex(random(), absl::kZeroPad8));
}

bool IsLostRace(const absl::Status& status) {
  return absl::IsAborted(status) && !HasReason(status);
}

absl::Status WithReason(const absl::Status& status) {
  if (HasReason(status)) return status;
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
