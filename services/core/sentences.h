// The sentences of a paper about one standing (docs/domain.md B6 to B8), after
// the words of the source report's tables.
//
// Pure functions of a standing, so that a sentence and the cell beside it
// cannot disagree: every figure is the standing's own `display`. Movement words
// follow the movement's kind and nothing else. For a contextual measure they
// are "risen" and "fallen" and speak of the position only.
#pragma once

#include <string>

#include "services/core/reference.h"
#include "services/core/standing.h"

namespace peerage::core {

// One or two sentences on the position and how it moved:
//   "Essex remains 8th in its MSG."
//   "Essex has improved to 4th in its MSG (5th previously)."
//   "No new data since September 2019; Essex is 6th in its MSG."
//   "Essex is 8th in its MSG. This is not comparable with 7th previously: other
//   forces were ranked then."
// Without a position it says why: no figure, too few figures in the group, or
// a force that is not ranked there.
std::string MovementSentence(const Standing& standing);

// "In order to reach the MSG average, crime would need to reduce by 22,112
// offences (22,669 previously)." or "Essex has already reached the MSG
// average."; empty without a position.
std::string ReachAverageSentence(const Standing& standing, const MeasureWords& words);

// "To reach the top quartile rank, crime would need to reduce by 34,801
// offences (34,862 previously)." or "Essex has already reached the top quartile
// rank in its MSG."; empty without a position.
std::string ReachTopQuartileSentence(const Standing& standing, const MeasureWords& words);

// "Essex's own figures to January 2020, not yet comparable: 91.70 per 1,000
// pop. (10.9% over the year)."; empty when there are none.
std::string OwnLatestSentence(const Standing& standing);

// All of the above that are not empty, in this order.
std::string StandingSentences(const Standing& standing, const MeasureWords& words);

// "last data to September 2019" where a period does not end in the paper's
// month; empty where it does.
std::string PeriodNote(const Period& period, Month reporting_month);

}  // namespace peerage::core
