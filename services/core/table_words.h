// What the cells of a paper's tables say where more than one `display` of a
// standing meets: "8th of 8", "29th of 42", "7th of 8 on this change; up in 36
// of 42 forces".
#pragma once

#include <string>

#include "services/core/display.h"
#include "services/core/standing.h"

namespace peerage::core {

// "8th", "joint 3rd"; the standing has a position.
std::string PositionOrdinal(const Standing& standing);
// The same for the previous one; empty when there is none.
std::string PreviousOrdinal(const Movement& movement);

// "8th of 8", "joint 3rd of 7"; "no position" without one.
std::string PositionCell(const Standing& standing);
std::string PreviousPositionCell(const Movement& movement);
// What the period had when it was first published: "8th of 8, 151,103", the count
// then, or the value of a percentage and where the count is the same; "no
// position, ..." where it had none; empty where nothing was released since.
std::string FirstPublishedCell(const Standing& standing);
// Why there is none: "not ranked in England and Wales", "only 5 of 8 forces have
// a figure", "no figure"; empty with a position.
std::string NoPositionNote(const Standing& standing);
// "29th of 42"; "no position" without one, "-" for datasets without built-in
// groups.
std::string NationalCell(const Standing& standing);

// "11.2%", "-0.4% points"; "not available" when there is no figure a year
// before.
std::string ChangeOnYearCell(const Standing& standing);
// What else is known of that change: "7th of 8 on this change; up in 36 of 42
// forces"; empty when nothing is.
std::string ChangeOnYearNote(const Standing& standing);

// "4th in MSG", "(Small numbers)"; "none declared" without an aspiration.
std::string AspirationCell(const Standing& standing);
// "Below Aspiration"; "No aspiration" without one.
std::string VerdictCell(const Standing& standing);

}  // namespace peerage::core
