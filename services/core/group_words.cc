#include "services/core/group_words.h"

#include "absl/strings/str_cat.h"
#include "services/core/group.h"

namespace peerage::core {

std::string GroupAverageWords(const Group& group) {
  switch (group.kind) {
    case GroupKind::kSimilar:
      return "the MSG average";
    case GroupKind::kBuiltIn:
      return absl::StrCat("the ", group.name, " average");
    case GroupKind::kAdHoc:
      break;
  }
  return "the average of the chosen group";
}

std::string InGroupWords(const Group& group) {
  switch (group.kind) {
    case GroupKind::kSimilar:
      return "in its MSG";
    case GroupKind::kBuiltIn:
      // "England and Wales" is a name; the others end in "region".
      return absl::StrCat(group.id == kEnglandAndWales ? "in " : "in the ", group.name);
    case GroupKind::kAdHoc:
      break;
  }
  return "in the chosen group";
}

std::string WithinGroupWords(const Group& group) {
  return absl::StrCat("with", InGroupWords(group));
}

std::string PositionOfForceWords(const std::string& force_name, const Group& group) {
  if (group.kind == GroupKind::kSimilar)
    return absl::StrCat(Possessive(force_name), " MSG position");
  return absl::StrCat(Possessive(force_name), " position ", InGroupWords(group));
}

std::string Possessive(const std::string& name) { return absl::StrCat(name, "'s"); }

}  // namespace peerage::core
