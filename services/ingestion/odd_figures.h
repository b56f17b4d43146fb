// What is odd about a file's figures, though it breaks no rule. All are
// warnings: they travel with the answer and are kept with the release.
//
//  * Far off: a figure outside all of the force's own last 12 periods (8 at
//    least) and more than 5 robust deviations from their median. A robust
//    deviation is 1.4826 times the median absolute deviation (Hampel, JASA
//    1974;69:383-93: the standard deviation of a Normal); of counts it is at
//    least the square root of the median, their Poisson deviation.
//  * The same again: 100 or more, and equal to the period directly before, in
//    the file or else in the log.
//  * A category break, where each file holds every series of its source: one
//    begins with this file, or has nothing for the file's newest period.
//  * A change of vintage: a newer mid-year population, on which later periods
//    are compared from now on.
#pragma once

#include "absl/status/status.h"
#include "services/ingestion/file_figures.h"
#include "services/ingestion/findings.h"
#include "services/ingestion/scope_rules.h"
#include "services/ingestion/stored_figures.h"

namespace peerage::ingestion {

// `figures` is sorted and without doubles. The status is that of reading the log.
absl::Status WarnOfOddFigures(const FileFigures& figures, const ScopeOptions& options,
                              StoredFigures& stored, Findings& warnings);

}  // namespace peerage::ingestion
