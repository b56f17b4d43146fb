#include "services/ingestion/area_finder.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/core/display.h"

namespace peerage::ingestion {
namespace {

// A file with a million wrong names shall not cost a million searches for the
// right ones.
constexpr size_t kSuggestions = 1000;
constexpr size_t kAreasNamed = 5;

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

}  // namespace

std::optional<uint32_t> AreaFinder::Find(std::string_view name, std::optional<core::Month> month) {
  if (const uint32_t* known = known_.Find(name)) return *known;
  const core::Area* area = month ? names_.Find(name, *month).area : names_.Find(name);
  if (area == nullptr) return std::nullopt;
  const auto place = static_cast<uint32_t>(area - reference_.areas.data());
  if (names_.IsTimeless(name)) known_.Learn(name, place);
  return place;
}

NumberProblem AreaFinder::Unknown(std::string_view name, std::optional<core::Month> month) {
  if (month) {
    const core::NameMeaning meaning = names_.Find(name, *month);
    if (meaning.at_other_times != nullptr) {
      return {absl::StrCat(meaning.otherwise, ", and the period ends in ", month->ToString()),
              "write the name of that time, or correct its months in reference.yaml"};
    }
  }
  const char* rule = IsAscii(name)
                         ? "no declared force has this id, name or alias"
                         : "no declared force has this id, name or alias; some of its letters "
                           "belong to another alphabet";
  return {rule, AdviceFor(name)};
}

std::string AreaFinder::AdviceFor(std::string_view name) {
  constexpr char kUnknown[] = "correct the name, or declare it in reference.yaml as an alias";
  const auto known = advice_.find(name);
  if (known != advice_.end()) return known->second;
  if (advice_.size() == kSuggestions) return kUnknown;
  const core::Area* nearest = names_.Nearest(name);
  std::string advice = nearest == nullptr
                           ? kUnknown
                           : absl::StrCat("write '", nearest->id, "' if ", nearest->name,
                                          " is meant; otherwise declare it in reference.yaml");
  return advice_.emplace(name, std::move(advice)).first->second;
}

void AreaFinder::Skip(std::string_view name, int64_t line, int sheet) {
  if (skipped_.empty()) {
    first_skipped_ = line;
    first_sheet_ = sheet;
  }
  const auto known = skipped_.find(name);
  if (known != skipped_.end()) {
    ++known->second;
  } else {
    skipped_.emplace(name, 1);
  }
}

void AreaFinder::ReportSkipped(Findings& warnings) const {
  if (skipped_.empty()) return;
  int64_t rows = 0;
  std::vector<std::string> names;
  for (const auto& [name, count] : skipped_) {
    rows += count;
    if (names.size() < kAreasNamed) names.push_back(name);
  }
  warnings.Add({.line = first_skipped_,
                .value = core::JoinWithAnd(names),
                .rule = absl::StrCat(rows, " rows of areas that are no forces were skipped"),
                .what_to_do = "nothing; only forces are compared",
                .sheet_ordinal = first_sheet_});
}

}  // namespace peerage::ingestion
