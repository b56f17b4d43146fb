// Places of a file at which a rule is broken or something is worth saying.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "clients/cli/terminal.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"

namespace peerage::cli {

using Findings = google::protobuf::RepeatedPtrField<ingestion::v1::ImportViolation>;

// One row each: sheet, line, column, what was found, rule, what to do. The first
// `limit`, and how many more there are of `total`.
std::string RenderFindings(const Terminal& terminal, const Findings& findings, int64_t total,
                           size_t limit = SIZE_MAX);

}  // namespace peerage::cli
