// Whom a force is compared with (docs/domain.md B1): similar groups, which a
// dataset declares by version; built-in groups, which its areas make; ad-hoc
// groups, which come with a request.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "services/core/reference.h"
#include "services/core/standing.h"

namespace peerage::core {

inline constexpr char kEnglandAndWales[] = "england-and-wales";

// "West Midlands" -> "region-west-midlands".
std::string RegionGroupId(std::string_view region);

// Every built-in group of a dataset at a period's end: England and Wales, then
// each region of two or more forces in the order of ids. Empty unless the
// dataset has built-in groups. Forces that stand outside are named in
// excluded_ids; those outside their months are not named. Without a month: of
// all forces, whenever they were.
std::vector<Group> BuiltInGroups(const DatasetReference& reference,
                                 std::optional<Month> period_end = std::nullopt);

// What a request asks for: nothing (the default group), an id, or a list.
struct DefaultGroup {};
using GroupChoice = std::variant<DefaultGroup, std::string, std::vector<std::string>>;

// The group of `subject` at a period's end: a force of the dataset, or a nation,
// which may be seen beside England and Wales and is no member of any group.
// Errors:
//   NOT_FOUND: no group of that id.
//   FAILED_PRECONDITION: no default group, or the group or the subject is not in
//   force then.
//   INVALID_ARGUMENT: the subject is not a member of the named group, or a
//   nation beside a list; a force of the list is unknown, named twice or no
//   force; the list makes fewer than 2 or more than 100 members.
absl::StatusOr<Group> ResolveGroup(const DatasetReference& reference, std::string_view subject,
                                   Month period_end, const GroupChoice& choice);

// How many members must have a value: all but one, 90 % (rounded up) of a group
// of more than 15, never fewer than 2.
int DefaultMinimumMembers(int members);

}  // namespace peerage::core
