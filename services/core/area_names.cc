#include "services/core/area_names.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace peerage::core {
namespace {

// No area's name is longer; what is, is no misspelling of one.
constexpr size_t kLongestName = 100;
// Two letters swapped, or one of two bytes that only looks like a letter.
constexpr size_t kFewestEdits = 2;

// Levenshtein, over bytes.
size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({substituted, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string FoldName(std::string_view name) {
  std::string folded =
      absl::AsciiStrToLower(absl::StripAsciiWhitespace({name.data(), name.size()}));
  return absl::StrReplaceAll(folded, {{" & ", " and "}});
}

AreaNames::AreaNames(const DatasetReference& reference) {
  for (const Area& area : reference.areas) {
    const Use own{&area, area.valid_from, area.valid_to};
    uses_[FoldName(area.id)].push_back(own);
    uses_[FoldName(area.name)].push_back(own);
    for (const std::string& alias : area.aliases) uses_[FoldName(alias)].push_back(own);
    for (const DatedName& former : area.former_names) {
      uses_[FoldName(former.name)].push_back({&area, former.valid_from, former.valid_to, true});
    }
  }
}

const Area* AreaNames::Find(std::string_view name) const {
  const auto found = uses_.find(FoldName(name));
  if (found == uses_.end()) return nullptr;
  for (const Use& use : found->second) {
    if (!use.former) return use.area;
  }
  return nullptr;
}

NameMeaning AreaNames::Find(std::string_view name, Month month) const {
  const auto found = uses_.find(FoldName(name));
  if (found == uses_.end()) return {};
  for (const Use& use : found->second) {
    if (IsWithin(month, use.valid_from, use.valid_to)) return {.area = use.area};
  }
  const Use& last = found->second.back();
  return {.at_other_times = last.area, .otherwise = Words(name, last)};
}

bool AreaNames::IsTimeless(std::string_view name) const {
  const auto found = uses_.find(FoldName(name));
  return found != uses_.end() &&
         std::all_of(found->second.begin(), found->second.end(), [&](const Use& use) {
           return use.area == found->second.front().area && !use.former && !use.valid_from &&
                  !use.valid_to;
         });
}

std::string AreaNames::Words(std::string_view name, const Use& use) {
  std::string words = absl::StrCat("'", absl::string_view(name.data(), name.size()), "' ",
                                   use.valid_to ? "was" : "is", " a name of ", use.area->name);
  if (use.valid_from) absl::StrAppend(&words, " from ", use.valid_from->ToString());
  if (use.valid_to) {
    absl::StrAppend(&words, use.valid_from ? " to " : " until ", use.valid_to->ToString());
  } else {
    absl::StrAppend(&words, " on");
  }
  return words;
}

const Area* AreaNames::Nearest(std::string_view name) const {
  const std::string folded = FoldName(name);
  if (folded.size() > kLongestName) return nullptr;
  const Area* nearest = nullptr;
  size_t least = std::max(folded.size() / 4, kFewestEdits) + 1;
  for (const auto& [known, uses] : uses_) {
    const size_t distance = EditDistance(folded, known);
    if (distance < least) {
      least = distance;
      nearest = uses.front().area;
    }
  }
  return nearest;
}

}  // namespace peerage::core
