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
// "9,876 rows", "1 row".
std::string CountWords(int64_t count, const std::string& thing);
// "2012-06 to 2025-12", "2025-12"; empty for reference data.
std::string SpanWords(const ingestion::v1::Release& release);
// "periods 2012-06 to 2025-12", "period 2025-12".
std::string PeriodsWords(const ingestion::v1::Release& release);
// "2026-11-24 09:30:00 UTC".
std::string KnownWords(const ingestion::v1::Release& release);

}  // namespace peerage::cli
