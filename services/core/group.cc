#include "services/core/group.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace peerage::core {
namespace {

constexpr size_t kFewestMembers = 2;
constexpr size_t kMostMembers = 100;
constexpr int kSmallGroup = 15;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

bool Contains(const std::vector<std::string>& sorted, std::string_view id) {
  return std::binary_search(sorted.begin(), sorted.end(), id);
}

const Area* FindForce(const DatasetReference& reference, std::string_view id) {
  for (const Area& area : reference.areas) {
    if (area.id == id && area.kind == AreaKind::kForce) return &area;
  }
  return nullptr;
}

void AddArea(const Area& area, Group& group) {
  (area.excluded_from_built_in_groups ? group.excluded_ids : group.member_ids).push_back(area.id);
}

void Sort(Group& group) {
  std::sort(group.member_ids.begin(), group.member_ids.end());
  std::sort(group.excluded_ids.begin(), group.excluded_ids.end());
}

Group MakeBuiltIn(std::string id, std::string name) {
  return Group{.id = std::move(id),
               .name = std::move(name),
               .kind = GroupKind::kBuiltIn,
               .source = "all forces that the dataset declares",
               .verified = true};
}

bool InForce(const SimilarGroup& group, Month month) {
  return IsWithin(month, group.valid_from, group.valid_to);
}

Group FromSimilar(const SimilarGroup& declared) {
  Group group{.id = declared.id,
              .name = declared.name,
              .kind = GroupKind::kSimilar,
              .member_ids = declared.member_ids,
              .source = declared.source,
              .verified = declared.verified};
  Sort(group);
  return group;
}

// The ids that a request may name, each once.
std::set<std::string> KnownGroups(const DatasetReference& reference) {
  std::set<std::string> ids;
  for (const SimilarGroup& group : reference.groups) ids.insert(group.id);
  for (const Group& group : BuiltInGroups(reference)) ids.insert(group.id);
  return ids;
}

absl::StatusOr<Group> ResolveDefault(const DatasetReference& reference, std::string_view subject,
                                     Month period_end) {
  for (const SimilarGroup& group : reference.groups) {
    const bool own = std::find(group.default_for.begin(), group.default_for.end(), subject) !=
                     group.default_for.end();
    if (own && InForce(group, period_end)) return FromSimilar(group);
  }
  if (FindForce(reference, subject) == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat(View(subject), " is no force and has no group of its own: name the group ",
                     kEnglandAndWales, " to see it beside the forces"));
  }
  return absl::FailedPreconditionError(
      absl::StrCat(View(subject), " has no default group in force in ", period_end.ToWords(),
                   ": name a group or a list of forces"));
}

absl::Status NotInForce(std::string_view group, Month period_end) {
  return absl::FailedPreconditionError(
      absl::StrCat("the group ", View(group), " is not in force in ", period_end.ToWords()));
}

bool Holds(const Group& group, std::string_view id) {
  return Contains(group.member_ids, id) || Contains(group.excluded_ids, id);
}

absl::StatusOr<Group> ResolveBuiltIn(const DatasetReference& reference, std::string_view subject,
                                     Month period_end, const Group& whenever) {
  const bool beside = whenever.id == kEnglandAndWales && FindForce(reference, subject) == nullptr;
  if (!beside && !Holds(whenever, subject)) {
    return absl::InvalidArgumentError(
        absl::StrCat(View(subject), " does not lie in ", whenever.name, ": name another group"));
  }
  for (Group& group : BuiltInGroups(reference, period_end)) {
    if (group.id != whenever.id) continue;
    if (beside || Holds(group, subject)) return std::move(group);
    return absl::FailedPreconditionError(absl::StrCat("the force ", View(subject),
                                                      " is not in force in ", period_end.ToWords(),
                                                      " and lies in no built-in group then"));
  }
  return NotInForce(whenever.id, period_end);
}

absl::StatusOr<Group> ResolveById(const DatasetReference& reference, std::string_view subject,
                                  Month period_end, std::string_view id) {
  bool known = false;
  for (const SimilarGroup& declared : reference.groups) {
    if (declared.id != id) continue;
    known = true;
    if (!InForce(declared, period_end)) continue;
    Group group = FromSimilar(declared);
    if (!Contains(group.member_ids, subject)) {
      return absl::InvalidArgumentError(
          absl::StrCat(View(subject), " is not a member of the group ", View(id),
                       ": name a group it belongs to, or a list of forces"));
    }
    return group;
  }
  if (known) return NotInForce(id, period_end);
  for (const Group& group : BuiltInGroups(reference)) {
    if (group.id == id) return ResolveBuiltIn(reference, subject, period_end, group);
  }
  return absl::NotFoundError(
      absl::StrCat("the dataset ", reference.dataset_id, " has no group \"", View(id),
                   "\"; it has: ", absl::StrJoin(KnownGroups(reference), ", ")));
}

absl::StatusOr<Group> ResolveAdHoc(const DatasetReference& reference, std::string_view subject,
                                   std::vector<std::string> force_ids) {
  if (FindForce(reference, subject) == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat(View(subject), " is no force and stands in no list: name the group ",
                     kEnglandAndWales, " to see it beside the forces"));
  }
  std::sort(force_ids.begin(), force_ids.end());
  const auto twice = std::adjacent_find(force_ids.begin(), force_ids.end());
  if (twice != force_ids.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat("the list names \"", *twice, "\" twice: name each force once"));
  }
  for (const std::string& id : force_ids) {
    if (FindForce(reference, id) == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat(
          "the list names \"", id, "\", which is no force of the dataset ", reference.dataset_id));
    }
  }
  if (!Contains(force_ids, subject)) {
    force_ids.insert(std::upper_bound(force_ids.begin(), force_ids.end(), subject),
                     std::string(subject));
  }
  if (force_ids.size() < kFewestMembers || force_ids.size() > kMostMembers) {
    return absl::InvalidArgumentError(
        absl::StrCat("the list makes a group of ", force_ids.size(),
                     " with the subject: it must have 2 to 100 members"));
  }
  return Group{.name = "the chosen group",
               .kind = GroupKind::kAdHoc,
               .member_ids = std::move(force_ids),
               .source = "chosen by the caller"};
}

}  // namespace

std::string RegionGroupId(std::string_view region) {
  std::string slug = absl::AsciiStrToLower(View(region));
  std::replace(slug.begin(), slug.end(), ' ', '-');
  return absl::StrCat("region-", slug);
}

std::vector<Group> BuiltInGroups(const DatasetReference& reference,
                                 std::optional<Month> period_end) {
  if (!reference.built_in_groups) return {};
  Group all = MakeBuiltIn(kEnglandAndWales, "England and Wales");
  std::map<std::string, Group> regions;
  for (const Area& area : reference.areas) {
    if (area.kind != AreaKind::kForce) continue;
    if (period_end && !IsWithin(*period_end, area.valid_from, area.valid_to)) continue;
    AddArea(area, all);
    if (area.region.empty()) continue;
    const std::string id = RegionGroupId(area.region);
    const auto made =
        regions.try_emplace(id, MakeBuiltIn(id, absl::StrCat(area.region, " region"))).first;
    AddArea(area, made->second);
  }
  std::vector<Group> groups;
  groups.push_back(std::move(all));
  for (auto& [id, region] : regions) {
    if (region.member_ids.size() >= kFewestMembers) groups.push_back(std::move(region));
  }
  for (Group& group : groups) Sort(group);
  return groups;
}

absl::StatusOr<Group> ResolveGroup(const DatasetReference& reference, std::string_view subject,
                                   Month period_end, const GroupChoice& choice) {
  if (const auto* id = std::get_if<std::string>(&choice)) {
    return ResolveById(reference, subject, period_end, *id);
  }
  if (const auto* force_ids = std::get_if<std::vector<std::string>>(&choice)) {
    return ResolveAdHoc(reference, subject, *force_ids);
  }
  return ResolveDefault(reference, subject, period_end);
}

int DefaultMinimumMembers(int members) {
  const int minimum = members > kSmallGroup ? (members * 9 + 9) / 10 : members - 1;
  return std::max(2, minimum);
}

}  // namespace peerage::core
