// The rules of measures; see reference_rules.h.
#include <algorithm>
#include <map>
#include <optional>

#include "services/core/reference_findings.h"

namespace peerage::core {
namespace {

// Longer windows than ten years, and figures later than three, are slips.
constexpr int kLongestWindow = 120;
constexpr int kLatest = 36;
constexpr int64_t kLargestMultiplier = 1'000'000'000;

using SeriesById = std::map<std::string, const Series*>;

// Known, none twice, all with the same decimals. Returns how many are
// populations.
int CheckTerms(const std::string& path, const std::vector<std::string>& terms,
               const SeriesById& series, ReferenceFindings& findings) {
  std::set<std::string> seen;
  int populations = 0;
  for (size_t i = 0; i < terms.size(); ++i) {
    const std::string term_path = absl::StrCat(path, "[", i, "]");
    const auto found = series.find(terms[i]);
    if (found == series.end()) {
      findings.Add(term_path, terms[i], "a measure is made from declared series",
                   "declare the series, or correct its id");
    } else if (found->second->population) {
      ++populations;
    }
    if (!seen.insert(terms[i]).second) {
      findings.Add(term_path, terms[i], "a series is summed once", "remove one of the two");
    }
    const auto first = series.find(terms.front());
    if (found != series.end() && first != series.end() &&
        found->second->decimals != first->second->decimals) {
      findings.Add(term_path, terms[i], "series that are summed have the same decimals",
                   "give them the same decimals");
    }
  }
  return populations;
}

void CheckFormula(const std::string& path, const Measure& measure, const SeriesById& series,
                  ReferenceFindings& findings) {
  if (measure.numerator_series.empty()) {
    findings.Add(path + ".numerator_series", "none", "a measure counts at least one series",
                 "name the series above the line");
  }
  if (CheckTerms(path + ".numerator_series", measure.numerator_series, series, findings) > 0) {
    findings.Add(path + ".numerator_series", measure.numerator_series.front(),
                 "a population stands below the line", "move it to denominator_series");
  }
  const int populations =
      CheckTerms(path + ".denominator_series", measure.denominator_series, series, findings);
  if (populations > 0 && measure.denominator_series.size() > 1) {
    findings.Add(path + ".denominator_series", measure.denominator_series.front(),
                 "a population is a denominator by itself", "keep the population alone");
  }
  if (measure.denominator_series.empty() && (IsRate(measure.kind) || IsRatio(measure.kind))) {
    findings.Add(path + ".denominator_series", "none", "a rate or a ratio divides by something",
                 "name the series below the line");
  }
  if (populations > 0 && measure.kind != MeasureKind::kRatePerPop) {
    findings.Add(path + ".kind", measure.denominator_series.front(),
                 "only a rate per population divides by a population",
                 "correct the kind or the denominator");
  }
}

void CheckPrinted(const std::string& path, const Measure& measure, const SeriesById& series,
                  ReferenceFindings& findings) {
  const std::string& id = measure.printed_series;
  if (id.empty()) return;
  const auto found = series.find(id);
  if (found == series.end()) {
    findings.Add(path + ".printed_series", id, "printed values are those of a declared series",
                 "declare the series, or correct its id");
  } else if (found->second->population) {
    findings.Add(path + ".printed_series", id, "a population is no printed value",
                 "name the series of printed values");
  }
}

void CheckWording(const std::string& path, const Measure& measure, ReferenceFindings& findings) {
  findings.CheckWords(path + ".name", measure.name);
  findings.CheckWords(path + ".unit", measure.unit);
  findings.CheckWords(path + ".words.subject", measure.words.subject);
  findings.CheckWords(path + ".words.up", measure.words.up);
  findings.CheckWords(path + ".words.down", measure.words.down);
  // Their changes are counted in things: "22,112 offences".
  if (IsRate(measure.kind) || IsRatio(measure.kind)) {
    findings.CheckWords(path + ".words.event_singular", measure.words.event_singular);
    findings.CheckWords(path + ".words.event_plural", measure.words.event_plural);
  }
}

void CheckNumbers(const std::string& path, const Measure& measure, ReferenceFindings& findings) {
  findings.CheckRange(path + ".window_months", measure.window_months, 1, kLongestWindow);
  findings.CheckRange(path + ".multiplier", measure.multiplier, 1, kLargestMultiplier);
  findings.CheckRange(path + ".available_after_months", measure.available_after_months, 0, kLatest);
  findings.CheckRange(path + ".value_decimals", measure.value_decimals, 0, 6);
  findings.CheckRange(path + ".change_decimals", measure.change_decimals, 0, 6);
  findings.CheckRange(path + ".definition_version", measure.definition_version, 1, 1'000'000);
  const int frequency = measure.frequency_months;
  if (frequency != 1 && frequency != 3 && frequency != 12) {
    findings.Add(path + ".frequency_months", absl::StrCat(frequency),
                 "figures come monthly, quarterly or yearly", "write 1, 3 or 12");
  }
}

}  // namespace

void CheckMeasures(const DatasetReference& reference, ReferenceFindings& findings) {
  SeriesById series;
  for (const Series& declared : reference.series) series.emplace(declared.id, &declared);
  std::set<std::pair<std::string, std::optional<Month>>> beginnings;
  std::set<std::pair<std::string, int>> versions;
  for (size_t i = 0; i < reference.measures.size(); ++i) {
    const Measure& measure = reference.measures[i];
    const std::string path = Indexed("measures", i);
    findings.CheckSlug(path + ".id", measure.id);
    if (!beginnings.emplace(measure.id, measure.valid_from).second) {
      findings.Add(path + ".id", measure.id, "a measure has one definition at a time",
                   "remove one of the two, or give it a valid_from of its own");
    } else if (!versions.emplace(measure.id, measure.definition_version).second) {
      findings.Add(path + ".definition_version", absl::StrCat(measure.definition_version),
                   "each definition of a measure has its own version", "count the version up");
    }
    CheckWording(path, measure, findings);
    CheckFormula(path, measure, series, findings);
    CheckPrinted(path, measure, series, findings);
    CheckNumbers(path, measure, findings);
  }
}

}  // namespace peerage::core
