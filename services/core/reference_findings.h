// What the rules of a reference share: a list of violations and the checks that
// occur in every section. Internal to reference_rules.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/core/reference_rules.h"

namespace peerage::core {

class ReferenceFindings {
 public:
  void Add(std::string path, std::string value, std::string rule, std::string what_to_do) {
    violations_.push_back(
        {std::move(path), std::move(value), std::move(rule), std::move(what_to_do)});
  }

  // Lower-case letters, digits and hyphens, 1 to 64, beginning with a letter or
  // digit; with dots as well where `dots`.
  void CheckSlug(const std::string& path, const std::string& id, bool dots = false);
  // Not empty.
  void CheckWords(const std::string& path, const std::string& text);
  // The last month is not before the first.
  void CheckMonths(const std::string& path, const std::optional<Month>& first,
                   const std::optional<Month>& last);
  void CheckRange(const std::string& path, int64_t value, int64_t least, int64_t most);

  std::vector<ReferenceViolation> Take() { return std::move(violations_); }

 private:
  std::vector<ReferenceViolation> violations_;
};

inline std::string Indexed(const char* list, size_t index) {
  return absl::StrCat(list, "[", index, "]");
}

void CheckAreas(const DatasetReference& reference, ReferenceFindings& findings);
void CheckMeasures(const DatasetReference& reference, ReferenceFindings& findings);
void CheckGroups(const DatasetReference& reference, ReferenceFindings& findings);
void CheckAspirations(const DatasetReference& reference, ReferenceFindings& findings);
// Events, annotations, calendar.
void CheckDatedFacts(const DatasetReference& reference, ReferenceFindings& findings);

// The ids of all areas that are forces.
std::set<std::string> ForceIds(const DatasetReference& reference);

}  // namespace peerage::core
