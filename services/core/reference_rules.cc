#include "services/core/reference_rules.h"

#include <algorithm>

#include "services/core/area_names.h"
#include "services/core/reference_findings.h"

namespace peerage::core {
namespace {

constexpr size_t kLongestId = 64;

bool IsSlug(const std::string& id, bool dots) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !id.empty() && id.size() <= kLongestId && plain(id.front()) &&
         std::all_of(id.begin(), id.end(),
                     [&](char c) { return plain(c) || c == '-' || (dots && c == '.'); });
}

void CheckDataset(const DatasetReference& reference, ReferenceFindings& findings) {
  findings.CheckSlug("dataset_id", reference.dataset_id);
  findings.CheckWords("name", reference.name);
  findings.CheckWords("terms.source", reference.terms.source);
  findings.CheckWords("terms.licence", reference.terms.licence);
  findings.CheckWords("terms.attribution", reference.terms.attribution);
  findings.CheckWords("terms.marking", reference.terms.marking);
}

void CheckSeries(const DatasetReference& reference, ReferenceFindings& findings) {
  std::set<std::string> ids;
  for (size_t i = 0; i < reference.series.size(); ++i) {
    const Series& series = reference.series[i];
    const std::string path = Indexed("series", i);
    findings.CheckSlug(path + ".id", series.id, /*dots=*/true);
    findings.CheckWords(path + ".name", series.name);
    findings.CheckRange(path + ".decimals", series.decimals, 0, 9);
    if (!ids.insert(series.id).second) {
      findings.Add(path + ".id", series.id, "a series is declared once", "remove one of the two");
    }
    if (series.population && series.may_be_negative) {
      findings.Add(path + ".may_be_negative", "true", "a population is never negative",
                   "remove may_be_negative");
    }
    if (series.population_by_period && !series.population) {
      findings.Add(path + ".population_by_period", "true", "only a population is one by period",
                   "add population, or remove population_by_period");
    }
  }
}

}  // namespace

void ReferenceFindings::CheckSlug(const std::string& path, const std::string& id, bool dots) {
  if (IsSlug(id, dots)) return;
  Add(path, id,
      absl::StrCat("an id is 1 to 64 lower-case letters, digits and hyphens",
                   dots ? " (and dots)" : "", ", and begins with a letter or digit"),
      "choose such an id, for example 'essex'");
}

void ReferenceFindings::CheckWords(const std::string& path, const std::string& text) {
  if (!FoldName(text).empty()) return;
  Add(path, text, "these words are needed wherever the figures are shown", "fill them in");
}

void ReferenceFindings::CheckRange(const std::string& path, int64_t value, int64_t least,
                                   int64_t most) {
  if (least <= value && value <= most) return;
  Add(path, absl::StrCat(value), absl::StrCat("must be ", least, " to ", most),
      "choose a number in that range");
}

void ReferenceFindings::CheckMonths(const std::string& path, const std::optional<Month>& first,
                                    const std::optional<Month>& last) {
  if (!first || !last || *first <= *last) return;
  Add(path + ".valid_to", last->ToString(), "the last month is not before the first",
      "correct one of the two");
}

std::set<std::string> ForceIds(const DatasetReference& reference) {
  std::set<std::string> ids;
  for (const Area& area : reference.areas) {
    if (area.kind == AreaKind::kForce) ids.insert(area.id);
  }
  return ids;
}

std::vector<ReferenceViolation> CheckReference(const DatasetReference& reference) {
  ReferenceFindings findings;
  CheckDataset(reference, findings);
  CheckAreas(reference, findings);
  CheckSeries(reference, findings);
  CheckMeasures(reference, findings);
  CheckGroups(reference, findings);
  CheckAspirations(reference, findings);
  CheckDatedFacts(reference, findings);
  return findings.Take();
}

}  // namespace peerage::core
