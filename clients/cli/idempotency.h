// Keys by which a service knows that a request has come before.
#pragma once

#include <string>
#include <string_view>

#include "peerage/ingestion/v1/ingestion_service.pb.h"

namespace peerage::cli {

// The same file with the same header always has the same key, so that importing
// it twice adds nothing: "file-" and 40 hexadecimal digits. The key of `header`
// itself does not count, nor does its expected_seq, a condition and no content.
std::string KeyOfFile(ingestion::v1::ImportReleaseHeader header, std::string_view bytes);

// Empty when `key` is 16 to 64 of [A-Za-z0-9._-], else why not; for CLI11.
std::string CheckKey(const std::string& key);

}  // namespace peerage::cli
