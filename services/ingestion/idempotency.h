// Keys, and what makes two requests the same.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace peerage::ingestion {

// INVALID_ARGUMENT about `field` unless the key is 16 to 64 of [A-Za-z0-9._-].
absl::Status CheckIdempotencyKey(const std::string& field, const std::string& key);

// The digest of a request's meaning: equal only for equal lists of parts.
std::string RequestDigest(const std::vector<std::string>& parts);

// "r-" and 16 hexadecimal digits, drawn at random: two logs that were given the
// same files by the same keys still differ in their releases' ids.
std::string RandomReleaseId();

// Whether a commit came after another's, so that another attempt may pass. An
// error that was given its reason where its cause was known is none: no attempt
// mends that something changed since the sender looked.
bool IsLostRace(const absl::Status& status);

// A store's error with the reason that callers' programs read.
absl::Status WithReason(const absl::Status& status);

}  // namespace peerage::ingestion
