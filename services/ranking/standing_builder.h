// A whole standing from its parts.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "services/core/standing.h"
#include "services/ranking/standing_parts.h"

namespace peerage::ranking {

// The latest period that a paper of `reporting_month` shows (docs/domain.md
// B7); nullopt when there is none.
std::optional<core::Month> LatestPeriod(MeasureView& view, const Subject& subject,
                                        core::Month reporting_month);

// The latest comparable period that ends at least three months before `end`.
std::optional<core::Month> PeriodBefore(MeasureView& view, const Subject& subject, core::Month end);

// The standing at `end`, which is one of view.PeriodEnds(), against
// `previous_end`. Errors: those of MeasureView::Compare.
absl::StatusOr<core::Standing> BuildStanding(MeasureView& view, const Subject& subject,
                                             core::Month end,
                                             std::optional<core::Month> previous_end,
                                             int history_points);

}  // namespace peerage::ranking
