// The cells that stand beside a figure: its status and its standard error. Every
// format that has them reads them here.
#pragma once

#include <optional>
#include <string>

#include "services/core/observation.h"
#include "services/ingestion/row_reader.h"

namespace peerage::ingestion {

// "final", "provisional", "missing", "suppressed", "withdrawn".
std::string StatusName(core::ObservationStatus status);

// Column "status" of the present row; `otherwise` when its cell is empty.
// Nothing, and a violation, when it is no status.
std::optional<core::ObservationStatus> ReadStatus(RowReader& row,
                                                  core::ObservationStatus otherwise);

// Column "standard_error" in millionths; unset when its cell is empty. False,
// and a violation, when it is no standard error.
bool ReadStandardError(RowReader& row, std::optional<int64_t>& millionths);

// For a row whose status has no figure: whether these columns are empty; a
// violation names the first that is not.
bool CheckEmpty(RowReader& row, std::initializer_list<const char*> columns);

}  // namespace peerage::ingestion
