#include "services/core/area_names.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "absl/strings/ascii.h"
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
    areas_.emplace(FoldName(area.id), &area);
    areas_.emplace(FoldName(area.name), &area);
    for (const std::string& alias : area.aliases) areas_.emplace(FoldName(alias), &area);
  }
}

const Area* AreaNames::Find(std::string_view name) const {
  const auto found = areas_.find(FoldName(name));
  return found == areas_.end() ? nullptr : found->second;
}

const Area* AreaNames::Nearest(std::string_view name) const {
  const std::string folded = FoldName(name);
  if (folded.size() > kLongestName) return nullptr;
  const Area* nearest = nullptr;
  size_t least = std::max(folded.size() / 4, kFewestEdits) + 1;
  for (const auto& [known, area] : areas_) {
    const size_t distance = EditDistance(folded, known);
    if (distance < least) {
      least = distance;
      nearest = area;
    }
  }
  return nearest;
}

}  // namespace peerage::core
