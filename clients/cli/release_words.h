// The words of a release.
#pragma once

#include <cstdint>
#include <string>

#include "peerage/ingestion/v1/ingestion_service.pb.h"

namespace peerage::cli {

// "final", "provisional", "correction", "reference".
std::string KindWords(ingestion::v1::ReleaseKind kind);
// "9,876".
std::string RowsWords(int64_t rows);
// "2026-11-24 09:30:00 UTC".
std::string KnownWords(const ingestion::v1::Release& release);

}  // namespace peerage::cli
