// Finds areas by what outside files call them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/core/reference.h"

namespace peerage::core {

// How names are compared: ASCII letters in lower case, spaces around cut, " & "
// as " and ". Nothing else is the same: a name with a letter of another
// alphabet in it stays another name.
std::string FoldName(std::string_view name);

// What a name means in periods that end in one month.
struct NameMeaning {
  // Whom it means then; null when nobody.
  const Area* area = nullptr;
  // Whom it means in other months, when it means nobody then: the last declared.
  const Area* at_other_times = nullptr;
  // That in words: "'Teesside' was a name of Cleveland until 1974-03". Empty
  // when the name means an area then, or is not known at all.
  std::string otherwise;
};

class AreaNames {
 public:
  // Keeps pointers into `reference`, which must outlive it unchanged. Of two
  // areas of one name in one month the first declared wins; `CheckReference`
  // refuses such a reference.
  explicit AreaNames(const DatasetReference& reference);

  // The area of that id, name or alias, whatever the month; null when there is
  // none. Former names are not asked.
  const Area* Find(std::string_view name) const;
  // The area that the name means in periods ending in `month`: an id, name or
  // alias in the area's own months, a former name in its months.
  NameMeaning Find(std::string_view name, Month month) const;

  // Whether the name means the same in every month: one area's that has neither
  // months of its own nor former names of it.
  bool IsTimeless(std::string_view name) const;

  // The area of which any name is nearest to an unknown one by edit distance;
  // null when none is near (more than two, and more than a quarter, of its
  // letters differ).
  const Area* Nearest(std::string_view name) const;

 private:
  struct Use {
    const Area* area = nullptr;
    std::optional<Month> valid_from;
    std::optional<Month> valid_to;
    bool former = false;
  };
  static std::string Words(std::string_view name, const Use& use);

  // In the order of declaration.
  std::map<std::string, std::vector<Use>, std::less<>> uses_;
};

}  // namespace peerage::core
