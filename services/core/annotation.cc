#include "services/core/annotation.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "services/core/display.h"

namespace peerage::core {
namespace {

bool IsAboutGroup(const Annotation& annotation, std::string_view subject, const Group& group) {
  if (IsAbout(annotation.area_ids, subject)) return true;
  return std::any_of(
      annotation.area_ids.begin(), annotation.area_ids.end(), [&](const std::string& id) {
        return std::binary_search(group.member_ids.begin(), group.member_ids.end(), id);
      });
}

// A text of the dataset as a sentence among others.
std::string Sentence(const std::string& text) {
  return absl::StrCat(text, text.ends_with('.') ? "" : ".");
}

}  // namespace

bool IsAbout(const std::vector<std::string>& named, std::string_view id) {
  return named.empty() || std::find(named.begin(), named.end(), id) != named.end();
}

std::vector<Annotation> AnnotationsOf(const DatasetReference& reference,
                                      std::string_view measure_id, std::string_view subject,
                                      const Group& group, Month first, Month last) {
  std::vector<Annotation> found;
  for (const Annotation& annotation : reference.annotations) {
    if (IsWithin(annotation.date.month(), first, last) &&
        IsAbout(annotation.measure_ids, measure_id) && IsAboutGroup(annotation, subject, group)) {
      found.push_back(annotation);
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Annotation& a, const Annotation& b) { return a.date < b.date; });
  return found;
}

// A period ends with a month, and a day lies in one: months tell.
bool Breaks(const Annotation& annotation, const Period& earlier, const Period& later) {
  const Month month = annotation.date.month();
  return annotation.breaks_series && earlier.end < month && month <= later.end;
}

std::vector<std::string> SeriesBreakWords(const std::vector<Annotation>& annotations,
                                          std::vector<Period> compared, const Period& present) {
  std::sort(compared.begin(), compared.end());
  compared.erase(std::unique(compared.begin(), compared.end()), compared.end());
  std::vector<std::string> words;
  for (const Annotation& annotation : annotations) {
    std::vector<std::string> crossing;
    for (const Period& period : compared) {
      if (Breaks(annotation, period, present)) {
        crossing.push_back(absl::StrCat("the ", period.ToWords()));
      }
    }
    if (crossing.empty()) continue;
    words.push_back(absl::StrCat("Figures before ", annotation.date.ToWords(),
                                 " cannot be compared with later ones: ", Sentence(annotation.text),
                                 " The comparison with ", JoinWithAnd(crossing),
                                 " crosses it. Source: ", Sentence(annotation.source)));
  }
  return words;
}

std::string AnnotationWords(const Annotation& annotation) {
  return absl::StrCat(annotation.date.ToWords(), ": ", Sentence(annotation.text),
                      " Source: ", Sentence(annotation.source));
}

std::string NextDataWords(const CalendarEntry& entry) {
  return absl::StrCat(entry.date.ToWords(),
                      entry.confirmed ? ": " : " (provisional): ", entry.title);
}

std::optional<CalendarEntry> NextData(const DatasetReference& reference,
                                      std::string_view measure_id, Month period_end) {
  const CalendarEntry* next = nullptr;
  const auto place = [](const CalendarEntry& entry) {
    return std::make_tuple(entry.date, entry.measure_ids.empty());
  };
  for (const CalendarEntry& entry : reference.calendar) {
    if (entry.period_end <= period_end || !IsAbout(entry.measure_ids, measure_id)) continue;
    if (next == nullptr || place(entry) < place(*next)) next = &entry;
  }
  if (next == nullptr) return std::nullopt;
  return *next;
}

}  // namespace peerage::core
