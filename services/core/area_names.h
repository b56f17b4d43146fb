// Finds areas by what outside files call them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "services/core/reference.h"

namespace peerage::core {

// How names are compared: ASCII letters in lower case, spaces around cut, " & "
// as " and ". Nothing else is the same: a name with a letter of another
// alphabet in it stays another name.
std::string FoldName(std::string_view name);

class AreaNames {
 public:
  // Keeps pointers into `reference`, which must outlive it unchanged. Of two
  // areas of one name the first declared wins; `CheckReference` refuses such a
  // reference.
  explicit AreaNames(const DatasetReference& reference);

  // The area of that id, name or alias; null when there is none.
  const Area* Find(std::string_view name) const;

  // The area whose id, name or alias is nearest to an unknown name by edit
  // distance; null when none is near (more than two, and more than a quarter, of its
  // letters differ).
  const Area* Nearest(std::string_view name) const;

 private:
  std::map<std::string, const Area*, std::less<>> areas_;
};

}  // namespace peerage::core
