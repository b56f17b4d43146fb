// Which dated facts stand beside a figure (docs/domain.md B1).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/core/month.h"
#include "services/core/reference.h"
#include "services/core/standing.h"

namespace peerage::core {

// Whether a fact about these measures or areas (none named: about all) is about
// this one.
bool IsAbout(const std::vector<std::string>& named, std::string_view id);

// The annotations about the measure, and about the subject, a member of the
// group or all, whose day lies in the months from `first` to `last`, both
// included; oldest first, those of one day in the order declared.
std::vector<Annotation> AnnotationsOf(const DatasetReference& reference,
                                      std::string_view measure_id, std::string_view subject,
                                      const Group& group, Month first, Month last);

// Whether the annotation breaks the series between two periods: the earlier ends
// before its day, the later on it or after.
bool Breaks(const Annotation& annotation, const Period& earlier, const Period& later);

// For each annotation that breaks the series between `present` and one of the
// periods it is compared with: "Figures before 1 April 2017 cannot be compared
// with later ones: [text] The comparison with the 12 months to March 2017
// crosses it. Source: [source]". Periods may be named in any order; each is said
// once, the earliest first.
std::vector<std::string> SeriesBreakWords(const std::vector<Annotation>& annotations,
                                          std::vector<Period> compared, const Period& present);

// "23 March 2020: [text] Source: [source]."
std::string AnnotationWords(const Annotation& annotation);

// "23 April 2020 (provisional): [title]"; a settled day is not provisional.
std::string NextDataWords(const CalendarEntry& entry);

// The calendar's entry that brings the measure's next figures: of those for the
// measure or for all whose period ends after `period_end` the soonest; of two on
// one day the one that names the measure, then the one declared first. Unset
// when there is none.
std::optional<CalendarEntry> NextData(const DatasetReference& reference,
                                      std::string_view measure_id, Month period_end);

}  // namespace peerage::core
