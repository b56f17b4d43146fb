#include "services/runtime/error.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"

namespace peerage::runtime {
namespace {

constexpr size_t kMaxViolations = 20;
constexpr size_t kMaxViolationBytes = 4096;
constexpr size_t kMaxDescriptionBytes = 600;

template <class Detail>
void Attach(absl::Status& status, const Detail& detail) {
  status.SetPayload(absl::StrCat("type.googleapis.com/", Detail::descriptor()->full_name()),
                    absl::Cord(detail.SerializeAsString()));
}

// Cut between UTF-8 characters, so that the text stays one.
std::string Clip(std::string text, size_t limit) {
  if (text.size() <= limit) return text;
  size_t end = limit - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

google::rpc::BadRequest AsDetail(const std::vector<std::pair<std::string, std::string>>& all) {
  google::rpc::BadRequest detail;
  size_t bytes = 0;
  for (const auto& [field, description] : all) {
    google::rpc::BadRequest::FieldViolation violation;
    violation.set_field(Clip(field, 200));
    violation.set_description(Clip(description, kMaxDescriptionBytes));
    // Tag and length of the entry itself: four bytes at these sizes.
    bytes += violation.ByteSizeLong() + 4;
    if (bytes > kMaxViolationBytes) break;
    *detail.add_field_violations() = violation;
    if (static_cast<size_t>(detail.field_violations_size()) == kMaxViolations) break;
  }
  return detail;
}

}  // namespace

std::string_view ReasonName(Reason reason) {
  switch (reason) {
    case Reason::kUnknownDataset:
      return "UNKNOWN_DATASET";
    case Reason::kUnknownForce:
      return "UNKNOWN_FORCE";
    case Reason::kUnknownMeasure:
      return "UNKNOWN_MEASURE";
    case Reason::kUnknownGroup:
      return "UNKNOWN_GROUP";
    case Reason::kUnknownRelease:
      return "UNKNOWN_RELEASE";
    case Reason::kUnknownReport:
      return "UNKNOWN_REPORT";
    case Reason::kUnknownFormat:
      return "UNKNOWN_FORMAT";
    case Reason::kInvalidField:
      return "INVALID_FIELD";
    case Reason::kNotLoaded:
      return "NOT_LOADED";
    case Reason::kNoGroup:
      return "NO_GROUP";
    case Reason::kBehind:
      return "BEHIND";
    case Reason::kKeyReused:
      return "KEY_REUSED";
    case Reason::kBadChecksum:
      return "BAD_CHECKSUM";
    case Reason::kTooLarge:
      return "TOO_LARGE";
    case Reason::kStorageFull:
      return "STORAGE_FULL";
    case Reason::kUnavailable:
      return "UNAVAILABLE";
    case Reason::kOverloaded:
      return "OVERLOADED";
    case Reason::kLostRace:
      return "LOST_RACE";
    case Reason::kChangedSince:
      return "CHANGED_SINCE";
    case Reason::kNoFigures:
      return "NO_FIGURES";
    case Reason::kCatchingUp:
      return "CATCHING_UP";
    case Reason::kBeyondHead:
      return "BEYOND_HEAD";
    case Reason::kOtherLog:
      return "OTHER_LOG";
    case Reason::kUnauthenticated:
      return "UNAUTHENTICATED";
    case Reason::kUnreadableRequest:
      return "UNREADABLE_REQUEST";
    case Reason::kNotAllowed:
      return "NOT_ALLOWED";
    case Reason::kQuota:
      return "QUOTA";
    case Reason::kDeadlineExceeded:
      return "DEADLINE_EXCEEDED";
    case Reason::kCancelled:
      return "CANCELLED";
    case Reason::kInternal:
      return "INTERNAL";
  }
  return "INTERNAL";
}

absl::Status Error(absl::StatusCode code, Reason reason, const std::string& message,
                   const std::map<std::string, std::string>& metadata) {
  absl::Status status(code, message);
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(ReasonName(reason)));
  info.set_domain("peerage");
  for (const auto& [key, value] : metadata) (*info.mutable_metadata())[key] = Clip(value, 200);
  Attach(status, info);
  return status;
}

absl::Status UnknownDataset(const std::string& dataset_id) {
  return Error(absl::StatusCode::kNotFound, Reason::kUnknownDataset,
               absl::StrCat("there is no dataset '", dataset_id,
                            "': ListDatasets names those there are; a new one begins "
                            "with its reference.yaml"),
               {{"dataset_id", dataset_id}});
}

absl::Status FieldError(std::string field, std::string description) {
  return FieldErrors({{std::move(field), std::move(description)}});
}

absl::Status FieldErrors(std::vector<std::pair<std::string, std::string>> violations) {
  const auto& [field, description] = violations.at(0);
  std::string message = absl::StrCat(field, ": ", description);
  if (violations.size() > 1) {
    absl::StrAppend(&message, " (the first of ", violations.size(), " faults)");
  }
  absl::Status status = Error(absl::StatusCode::kInvalidArgument, Reason::kInvalidField, message);
  Attach(status, AsDetail(violations));
  return status;
}

}  // namespace peerage::runtime
