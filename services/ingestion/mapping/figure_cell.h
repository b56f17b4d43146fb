// The figure that a cell of a mapped table holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "services/ingestion/mapping/table_mapping.h"
#include "services/ingestion/scaled_number.h"
#include "services/ingestion/table_source.h"

namespace peerage::ingestion {

// Reads "12,345", "12.5%" or a workbook's number as a figure with `decimals`
// decimals, by what the source says of its column: percentages only where they
// are declared, thousands separated only by `separator` and only in threes,
// ten to the power of `shift` times the number, rounded half away from zero
// where the source says so. Otherwise a problem, named.
std::optional<NumberProblem> ReadFigure(const Cell& cell, const FigureSource& source,
                                        const std::string& separator, int decimals, int64_t& value);

// The standard error of a survey's percentage (0 to 100) in millionths of a
// percentage point: 100 sqrt(deff p (1 - p) / n), p as a fraction
// (docs/domain.md C2). n is 1 or more.
int64_t StandardErrorMillionths(double percentage, int64_t sample_size, double design_effect);

}  // namespace peerage::ingestion
