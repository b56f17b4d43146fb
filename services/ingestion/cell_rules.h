// Rules that hold for cells of every format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/core/month.h"
#include "services/core/reference.h"
#include "services/ingestion/findings.h"
#include "services/ingestion/format_reader.h"
#include "services/ingestion/mapping/period_form.h"

namespace peerage::ingestion {

// Where a cell stands, and what it says. For passing on: the texts live
// elsewhere.
struct CellPlace {
  int64_t line = 0;
  std::string_view column;
  std::string_view text;

  // One broken rule there. `of_value`: wrong wherever it stands.
  Finding Broken(std::string rule, std::string what_to_do, bool of_value = false) const;
};

// The last month of a period that a cell gives: from January 1990 to the
// options' last month, otherwise nothing and a violation. A period that ends
// in the future, or on a day that is not its month's last, is accepted with a
// warning, and `remarked` turns true. All of these are of the value.
std::optional<core::Month> CheckPeriodEnd(const PeriodText& read, const ReadOptions& options,
                                          const CellPlace& place, Findings& violations,
                                          Findings& warnings, bool& remarked);

// Whether a negative figure may be kept: with a warning where its series allows
// them, otherwise a violation.
bool AcceptNegative(const core::Series& series, const CellPlace& place, Findings& violations,
                    Findings& warnings);

// Of a measure whose numerator is part of its denominator: whether it is.
// Figures are scaled by their series' decimals.
bool IsPartOfWhole(core::MeasureKind kind);
bool Exceeds(int64_t part, int part_decimals, int64_t whole, int whole_decimals);
Finding PartExceedsWhole(const CellPlace& place);

}  // namespace peerage::ingestion
