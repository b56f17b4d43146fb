// What a dataset's terms say of its use, for people.
#pragma once

#include <optional>
#include <string>

#include "services/core/day.h"

namespace peerage::core {

// "For police forces. Other forces are not named to anybody else. Not to be
// published before 23 April 2020."; empty when everybody may use everything at
// once. `audience` empty: everybody.
std::string UseWords(const std::string& audience, bool others_named,
                     const std::optional<Day>& publishable_from);

}  // namespace peerage::core
