// The rules of groups and aspirations; see reference_rules.h.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "services/core/group.h"
#include "services/core/reference_findings.h"

namespace peerage::core {
namespace {

constexpr size_t kFewestMembers = 2;
constexpr size_t kMostMembers = 100;

bool Overlap(const SimilarGroup& a, const SimilarGroup& b) {
  return core::Overlap(a.valid_from, a.valid_to, b.valid_from, b.valid_to);
}

bool Contains(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::set<std::string> BuiltInIds(const DatasetReference& reference) {
  std::set<std::string> ids;
  if (!reference.built_in_groups) return ids;
  ids.insert(kEnglandAndWales);
  for (const Area& area : reference.areas) {
    if (!area.region.empty()) ids.insert(RegionGroupId(area.region));
  }
  return ids;
}

// Known forces, none twice.
void CheckForces(const std::string& path, const std::vector<std::string>& ids,
                 const std::set<std::string>& forces, ReferenceFindings& findings) {
  std::set<std::string> seen;
  for (size_t i = 0; i < ids.size(); ++i) {
    const std::string id_path = absl::StrCat(path, "[", i, "]");
    if (!forces.contains(ids[i])) {
      findings.Add(id_path, ids[i], "members of a group are declared forces",
                   "declare the force, or correct its id");
    }
    if (!seen.insert(ids[i]).second) {
      findings.Add(id_path, ids[i], "a force stands in a list once", "remove one of the two");
    }
  }
}

void CheckMembers(const std::string& path, const SimilarGroup& group,
                  const std::set<std::string>& forces, ReferenceFindings& findings) {
  if (group.member_ids.size() < kFewestMembers || group.member_ids.size() > kMostMembers) {
    findings.Add(path + ".member_ids", absl::StrCat(group.member_ids.size(), " members"),
                 "a group has 2 to 100 members", "list the force and those most like it");
  }
  CheckForces(path + ".member_ids", group.member_ids, forces, findings);
  CheckForces(path + ".default_for", group.default_for, forces, findings);
  for (const std::string& force : group.default_for) {
    if (!Contains(group.member_ids, force)) {
      findings.Add(path + ".default_for", force, "a force's default group has it as a member",
                   "add it to member_ids, or take it from default_for");
    }
  }
}

// Against every group declared before.
void CheckOverlaps(const DatasetReference& reference, size_t index, ReferenceFindings& findings) {
  const SimilarGroup& group = reference.groups[index];
  for (size_t i = 0; i < index; ++i) {
    const SimilarGroup& earlier = reference.groups[i];
    if (!Overlap(earlier, group)) continue;
    if (earlier.id == group.id) {
      findings.Add(Indexed("groups", index) + ".valid_from", group.id,
                   "versions of one group do not overlap in time",
                   absl::StrCat("end groups[", i, "] with valid_to, or give one another id"));
    }
    for (const std::string& force : group.default_for) {
      if (!Contains(earlier.default_for, force) || earlier.id == group.id) continue;
      findings.Add(Indexed("groups", index) + ".default_for", force,
                   "a force has one default group at a time",
                   absl::StrCat("groups[", i, "] is its default in the same months"));
    }
  }
}

void CheckTarget(const std::string& path, const DatasetReference& reference, const Target& target,
                 ReferenceFindings& findings) {
  constexpr int kLast = static_cast<int>(kMostMembers);
  if (const auto* rank = std::get_if<RankAtLeast>(&target)) {
    findings.CheckRange(path + ".rank_at_least.position", rank->position, 1, kLast);
  } else if (const auto* national = std::get_if<NationalRankAtLeast>(&target)) {
    findings.CheckRange(path + ".national_rank_at_least.position", national->position, 1, kLast);
    if (!reference.built_in_groups) {
      findings.Add(path + ".national_rank_at_least", absl::StrCat(national->position),
                   "a national place needs the built-in groups",
                   "set built_in_groups, or choose another aspiration");
    }
  } else if (const auto* value = std::get_if<ValueAtLeast>(&target)) {
    if (!std::isfinite(value->value)) {
      findings.Add(path + ".value", "not a number", "an aspiration is a finite number",
                   "write the value in the measure's unit");
    }
  } else if (const auto* change = std::get_if<ChangeFromBaseline>(&target)) {
    if (!std::isfinite(change->percent) || change->percent < -100) {
      findings.Add(path + ".change_from_baseline.percent", absl::StrCat(change->percent),
                   "a change in per cent is a number of at least -100", "correct the change");
    }
  } else if (const auto* none = std::get_if<NoAspiration>(&target)) {
    findings.CheckWords(path + ".none.reason", none->reason);
  }
}

}  // namespace

void CheckGroups(const DatasetReference& reference, ReferenceFindings& findings) {
  const std::set<std::string> forces = ForceIds(reference);
  const std::set<std::string> built_in = BuiltInIds(reference);
  std::set<std::string> areas;
  for (size_t i = 0; i < reference.areas.size(); ++i) {
    const std::string& id = reference.areas[i].id;
    areas.insert(id);
    if (built_in.contains(id)) {
      findings.Add(Indexed("areas", i) + ".id", id, "a built-in group has this id",
                   "choose another id; areas and groups share one name space");
    }
  }
  for (size_t i = 0; i < reference.groups.size(); ++i) {
    const SimilarGroup& group = reference.groups[i];
    const std::string path = Indexed("groups", i);
    findings.CheckSlug(path + ".id", group.id);
    findings.CheckWords(path + ".name", group.name);
    findings.CheckWords(path + ".source", group.source);
    if (areas.contains(group.id) || built_in.contains(group.id)) {
      findings.Add(path + ".id", group.id, "areas and groups share one name space",
                   "choose an id that no area and no built-in group has");
    }
    findings.CheckMonths(path, group.valid_from, group.valid_to);
    CheckMembers(path, group, forces, findings);
    CheckOverlaps(reference, i, findings);
  }
}

void CheckAspirations(const DatasetReference& reference, ReferenceFindings& findings) {
  const std::set<std::string> forces = ForceIds(reference);
  std::set<std::string> measures;
  for (const Measure& measure : reference.measures) measures.insert(measure.id);
  std::set<std::tuple<std::string, std::string, std::optional<Month>>> seen;
  for (size_t i = 0; i < reference.aspirations.size(); ++i) {
    const Aspiration& aspiration = reference.aspirations[i];
    const std::string path = Indexed("aspirations", i);
    if (!forces.contains(aspiration.force_id)) {
      findings.Add(path + ".force_id", aspiration.force_id, "an aspiration is a declared force's",
                   "declare the force, or correct its id");
    }
    if (!measures.contains(aspiration.measure_id)) {
      findings.Add(path + ".measure_id", aspiration.measure_id,
                   "an aspiration is for a declared measure",
                   "declare the measure, or correct its id");
    }
    if (!seen.emplace(aspiration.force_id, aspiration.measure_id, aspiration.valid_from).second) {
      findings.Add(path + ".valid_from",
                   aspiration.valid_from ? aspiration.valid_from->ToString() : "",
                   "a force has one aspiration for a measure from any month",
                   "remove one of the two, or give it a later month");
    }
    findings.CheckWords(path + ".text", aspiration.text);
    CheckTarget(path + ".target", reference, aspiration.target, findings);
  }
}

}  // namespace peerage::core
