// Which declarations are sound (docs/domain.md B1).
#pragma once

#include <string>
#include <vector>

#include "services/core/reference.h"

namespace peerage::core {

// One broken rule.
struct ReferenceViolation {
  // Where: "measures[3].window_months".
  std::string path;
  // What was found there, for people.
  std::string value;
  // The rule, as a sentence.
  std::string rule;
  // What to do, as a sentence.
  std::string what_to_do;
  friend bool operator==(const ReferenceViolation&, const ReferenceViolation&) = default;
};

// Every broken rule, in the order of the declarations: dataset, areas, series,
// measures, groups, aspirations, events, annotations, calendar. Empty: all that
// reads this reference may rely on unique ids in one name space of areas and
// groups, on names that mean one area in any month, on references that lead
// somewhere, on groups of 2 to 100 forces whose versions do not overlap, and on
// numbers within their ranges.
std::vector<ReferenceViolation> CheckReference(const DatasetReference& reference);

}  // namespace peerage::core
