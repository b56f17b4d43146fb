// The rules of events, annotations and the release calendar; see
// reference_rules.h.
#include <map>
#include <tuple>

#include "services/core/reference_findings.h"

namespace peerage::core {
namespace {

// More things than any series of one force holds in a month.
constexpr int64_t kLargestPart = 1'000'000'000;

// What the facts may name.
struct Declared {
  explicit Declared(const DatasetReference& reference) : forces(ForceIds(reference)) {
    for (const Area& area : reference.areas) areas.insert(area.id);
    for (const Measure& measure : reference.measures) measures.insert(measure.id);
    for (const Series& declared : reference.series) series.emplace(declared.id, &declared);
  }
  std::set<std::string> forces;
  std::set<std::string> areas;
  std::set<std::string> measures;
  std::map<std::string, const Series*> series;
};

// Each known, none twice. `thing` is "a measure", "an area".
void CheckIds(const std::string& path, const std::vector<std::string>& ids,
              const std::set<std::string>& known, const std::string& thing,
              ReferenceFindings& findings) {
  std::set<std::string> seen;
  for (size_t i = 0; i < ids.size(); ++i) {
    const std::string id_path = absl::StrCat(path, "[", i, "]");
    if (!known.contains(ids[i])) {
      findings.Add(id_path, ids[i], absl::StrCat("only ", thing, " that is declared is named"),
                   "declare it, or correct its id");
    }
    if (!seen.insert(ids[i]).second) {
      findings.Add(id_path, ids[i], absl::StrCat(thing, " stands in a list once"),
                   "remove one of the two");
    }
  }
}

void CheckParts(const std::string& path, const ExceptionalEvent& event, const Declared& declared,
                ReferenceFindings& findings) {
  if (event.parts.empty()) {
    findings.Add(path + ".parts", "none", "an event has a part in at least one series",
                 "name the series and how much of it is the event's");
  }
  std::set<std::string> seen;
  for (size_t i = 0; i < event.parts.size(); ++i) {
    const EventPart& part = event.parts[i];
    const std::string part_path = absl::StrCat(path, ".", Indexed("parts", i));
    const auto series = declared.series.find(part.series_id);
    if (series == declared.series.end()) {
      findings.Add(part_path + ".series_id", part.series_id, "a part is of a declared series",
                   "declare the series, or correct its id");
    } else if (series->second->population) {
      findings.Add(part_path + ".series_id", part.series_id, "no event is a part of a population",
                   "name the series that was counted");
    }
    if (!seen.insert(part.series_id).second) {
      findings.Add(part_path + ".series_id", part.series_id, "an event has one part in a series",
                   "add the two together");
    }
    findings.CheckRange(part_path + ".count", part.count, 1, kLargestPart);
  }
}

void CheckEvents(const DatasetReference& reference, const Declared& declared,
                 ReferenceFindings& findings) {
  std::set<std::string> ids;
  for (size_t i = 0; i < reference.events.size(); ++i) {
    const ExceptionalEvent& event = reference.events[i];
    const std::string path = Indexed("events", i);
    findings.CheckSlug(path + ".id", event.id);
    if (!ids.insert(event.id).second) {
      findings.Add(path + ".id", event.id, "an event is declared once", "remove one of the two");
    }
    findings.CheckWords(path + ".name", event.name);
    if (!declared.forces.contains(event.force_id)) {
      findings.Add(path + ".force_id", event.force_id, "an event is in a declared force's figures",
                   "declare the force, or correct its id");
    }
    CheckParts(path, event, declared, findings);
    findings.CheckWords(path + ".reason", event.reason);
    findings.CheckWords(path + ".source", event.source);
  }
}

void CheckAnnotations(const DatasetReference& reference, const Declared& declared,
                      ReferenceFindings& findings) {
  std::set<std::string> ids;
  for (size_t i = 0; i < reference.annotations.size(); ++i) {
    const Annotation& annotation = reference.annotations[i];
    const std::string path = Indexed("annotations", i);
    findings.CheckSlug(path + ".id", annotation.id);
    if (!ids.insert(annotation.id).second) {
      findings.Add(path + ".id", annotation.id, "an annotation is declared once",
                   "remove one of the two");
    }
    CheckIds(path + ".measure_ids", annotation.measure_ids, declared.measures, "a measure",
             findings);
    CheckIds(path + ".area_ids", annotation.area_ids, declared.areas, "an area", findings);
    findings.CheckWords(path + ".text", annotation.text);
    findings.CheckWords(path + ".source", annotation.source);
  }
}

void CheckCalendar(const DatasetReference& reference, const Declared& declared,
                   ReferenceFindings& findings) {
  std::set<std::tuple<Day, Month, std::set<std::string>>> seen;
  for (size_t i = 0; i < reference.calendar.size(); ++i) {
    const CalendarEntry& entry = reference.calendar[i];
    const std::string path = Indexed("calendar", i);
    if (entry.period_end > entry.date.month()) {
      findings.Add(path + ".period_end", entry.period_end.ToString(),
                   "figures are published when their period is over",
                   absl::StrCat("correct it, or the day ", entry.date.ToString()));
    }
    CheckIds(path + ".measure_ids", entry.measure_ids, declared.measures, "a measure", findings);
    findings.CheckWords(path + ".title", entry.title);
    findings.CheckWords(path + ".source", entry.source);
    const std::set<std::string> measures(entry.measure_ids.begin(), entry.measure_ids.end());
    if (!seen.emplace(entry.date, entry.period_end, measures).second) {
      findings.Add(path + ".date", entry.date.ToString(),
                   "a publication stands in the calendar once", "remove one of the two");
    }
  }
}

}  // namespace

void CheckDatedFacts(const DatasetReference& reference, ReferenceFindings& findings) {
  const Declared declared(reference);
  CheckEvents(reference, declared, findings);
  CheckAnnotations(reference, declared, findings);
  CheckCalendar(reference, declared, findings);
}

}  // namespace peerage::core
