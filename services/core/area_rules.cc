// The rules of areas and their names; see reference_rules.h.
#include <map>
#include <optional>
#include <vector>

#include "services/core/area_names.h"
#include "services/core/reference_findings.h"

namespace peerage::core {
namespace {

// Which months of which area a name stands for.
struct NameUse {
  size_t area = 0;
  std::optional<Month> valid_from;
  std::optional<Month> valid_to;
};

// One name, one area at a time: otherwise a file's row could mean two.
class NameRule {
 public:
  NameRule(const DatasetReference& reference, ReferenceFindings& findings)
      : reference_(reference), findings_(findings) {}

  // An id, a name or an alias: it stands for the area's own months.
  void Check(const std::string& path, const std::string& name, size_t area) {
    const Area& declared = reference_.areas[area];
    Check(path, name, {area, declared.valid_from, declared.valid_to});
  }

  void Check(const std::string& path, const std::string& name, NameUse use) {
    std::vector<NameUse>& uses = uses_[FoldName(name)];
    for (const NameUse& other : uses) {
      if (other.area == use.area ||
          !Overlap(use.valid_from, use.valid_to, other.valid_from, other.valid_to)) {
        continue;
      }
      findings_.Add(path, name, "an id, name or alias belongs to one area in any month",
                    absl::StrCat("areas[", other.area, "] has it as well; take it from one of ",
                                 "them, or give each months of its own"));
      return;
    }
    uses.push_back(use);
  }

 private:
  const DatasetReference& reference_;
  ReferenceFindings& findings_;
  std::map<std::string, std::vector<NameUse>> uses_;
};

void CheckNames(const DatasetReference& reference, size_t index, NameRule& rule,
                ReferenceFindings& findings) {
  const Area& area = reference.areas[index];
  const std::string path = Indexed("areas", index);
  rule.Check(path + ".id", area.id, index);
  rule.Check(path + ".name", area.name, index);
  for (size_t a = 0; a < area.aliases.size(); ++a) {
    const std::string alias_path = absl::StrCat(path, ".", Indexed("aliases", a));
    findings.CheckWords(alias_path, area.aliases[a]);
    rule.Check(alias_path, area.aliases[a], index);
  }
  for (size_t n = 0; n < area.former_names.size(); ++n) {
    const DatedName& former = area.former_names[n];
    const std::string former_path = absl::StrCat(path, ".", Indexed("former_names", n));
    findings.CheckWords(former_path + ".name", former.name);
    findings.CheckMonths(former_path, former.valid_from, former.valid_to);
    if (!former.valid_from && !former.valid_to) {
      findings.Add(former_path, former.name, "a former name has a first or a last month",
                   "give it valid_to, or make it an alias");
    }
    rule.Check(former_path + ".name", former.name, {index, former.valid_from, former.valid_to});
  }
}

}  // namespace

void CheckAreas(const DatasetReference& reference, ReferenceFindings& findings) {
  NameRule rule(reference, findings);
  std::set<std::string> ids;
  std::set<std::string> codes;
  for (size_t i = 0; i < reference.areas.size(); ++i) {
    const Area& area = reference.areas[i];
    const std::string path = Indexed("areas", i);
    findings.CheckSlug(path + ".id", area.id);
    findings.CheckWords(path + ".name", area.name);
    findings.CheckMonths(path, area.valid_from, area.valid_to);
    if (ids.insert(area.id).second) {
      CheckNames(reference, i, rule, findings);
    } else {
      findings.Add(path + ".id", area.id, "an area is declared once", "remove one of the two");
    }
    if (!area.ons_code.empty() && !codes.insert(area.ons_code).second) {
      findings.Add(path + ".ons_code", area.ons_code, "an ONS code belongs to one area",
                   "give each area its own code");
    }
  }
  if (ForceIds(reference).empty()) {
    findings.Add("areas", "none", "a dataset declares at least one force",
                 "add the forces whose figures the files hold");
  }
}

}  // namespace peerage::core
