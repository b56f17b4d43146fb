// How a service says what went wrong: a canonical code for what the caller
// should do, a reason for programs, a sentence for people.
//
// The details ride as payloads of the absl::Status (google.rpc.ErrorInfo and
// google.rpc.BadRequest, under their type URLs) until `status.h` puts them on
// the wire. All functions are pure and safe from any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"

namespace peerage::runtime {

// Why a call failed. The one list of reasons; docs/api.md says what each asks
// of the caller. A status that was made without a reason carries the name of
// its code on the wire, for example "OUT_OF_RANGE".
enum class Reason {
  kUnknownDataset,
  kUnknownForce,
  kUnknownMeasure,
  kUnknownGroup,
  kUnknownRelease,
  kUnknownReport,
  kUnknownFormat,
  kInvalidField,
  kUnreadableRequest,
  kNotLoaded,
  kNoGroup,
  kBehind,
  kKeyReused,
  kBadChecksum,
  kTooLarge,
  kStorageFull,
  kUnavailable,
  kOverloaded,
  kLostRace,
  kChangedSince,
  kNoFigures,
  kCatchingUp,
  kBeyondHead,
  kOtherLog,
  kUnauthenticated,
  kNotAllowed,
  kQuota,
  kDeadlineExceeded,
  kCancelled,
  kInternal,
};

// "UNKNOWN_DATASET" and so on.
std::string_view ReasonName(Reason reason);

// An error with its reason. `message` says what was wanted, what was found and
// what to do; `metadata` names what it is about ({"force_id", "exess"}). `code`
// must not be OK.
absl::Status Error(absl::StatusCode code, Reason reason, const std::string& message,
                   const std::map<std::string, std::string>& metadata = {});

// NOT_FOUND (UNKNOWN_DATASET): what whoever asks for an unknown dataset is told,
// and in the same words whoever may not know of it.
absl::Status UnknownDataset(const std::string& dataset_id);

// INVALID_ARGUMENT about one field, by its path in the request
// ("period.end_month"); `description` says what was found, which rule it breaks
// and what to do.
absl::Status FieldError(std::string field, std::string description);

// INVALID_ARGUMENT about several fields, each (path, description), at least
// one. Keeps the first 20 and at most 4 KiB of them: details travel in the
// trailing metadata, base64 adds a third, and more than 8 KiB of metadata would
// close the caller's connection. The message says how many there were.
absl::Status FieldErrors(std::vector<std::pair<std::string, std::string>> violations);

}  // namespace peerage::runtime
