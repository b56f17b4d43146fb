// What a group is called in text for police readers (docs/domain.md B8): a
// similar group is "MSG", any other group goes by its name.
#pragma once

#include <string>

#include "services/core/standing.h"

namespace peerage::core {

// "the MSG average", "the England and Wales average", "the Eastern region
// average", "the average of the chosen group".
std::string GroupAverageWords(const Group& group);

// "in its MSG", "in England and Wales", "in the Eastern region", "in the chosen
// group".
std::string InGroupWords(const Group& group);

// "within its MSG", "within England and Wales", "within the Eastern region".
std::string WithinGroupWords(const Group& group);

// "Essex's MSG position", "Kent's position in England and Wales".
std::string PositionOfForceWords(const std::string& force_name, const Group& group);

// "Essex" -> "Essex's", whatever the last letter.
std::string Possessive(const std::string& name);

}  // namespace peerage::core
