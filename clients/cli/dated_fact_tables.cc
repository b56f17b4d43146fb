// Annotations, events and the calendar as tables; see catalog_tables.h.
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/catalog_tables.h"
#include "clients/cli/reference_words.h"
#include "clients/cli/table.h"
#include "clients/cli/words.h"

namespace peerage::cli {
namespace {

using Ids = google::protobuf::RepeatedPtrField<std::string>;

std::string OrNone(const std::string& table) { return table.empty() ? "None.\n" : table; }

std::string IdsOrAll(const Ids& ids) { return ids.empty() ? "all" : absl::StrJoin(ids, ", "); }

}  // namespace

std::string RenderCatalog(const Terminal& terminal,
                          const catalog::v1::ListAnnotationsResponse& response) {
  Table table({{"Day"},
               {"Annotation"},
               {"Kind"},
               {"Break"},
               {"Measures"},
               {"Areas"},
               {"Text"},
               {"Source"}});
  for (const auto& annotation : response.annotations()) {
    table.AddRow({{DayWords(annotation.date()), Tone::kStrong},
                  {annotation.id()},
                  {WordFor(AnnotationKindWords(), annotation.kind())},
                  {annotation.breaks_series() ? "yes" : ""},
                  {IdsOrAll(annotation.measure_ids())},
                  {IdsOrAll(annotation.area_ids())},
                  {annotation.text()},
                  {annotation.source()}});
  }
  return OrNone(table.Render(terminal));
}

std::string RenderCatalog(const Terminal& terminal,
                          const catalog::v1::ListExceptionalEventsResponse& response) {
  Table table({{"Day"}, {"Event"}, {"Name"}, {"Force"}, {"Part"}, {"Reason"}, {"Source"}});
  for (const auto& event : response.exceptional_events()) {
    std::vector<std::string> parts;
    for (const auto& part : event.parts()) {
      parts.push_back(absl::StrCat(part.series_id(), " ", part.count()));
    }
    table.AddRow({{DayWords(event.date()), Tone::kStrong},
                  {event.id()},
                  {event.name()},
                  {event.force_id()},
                  {absl::StrJoin(parts, ", ")},
                  {event.reason()},
                  {event.source()}});
  }
  return OrNone(table.Render(terminal));
}

std::string RenderCatalog(const Terminal& terminal,
                          const catalog::v1::ListReleaseCalendarResponse& response) {
  Table table({{"Day"}, {"Data to"}, {"Measures"}, {"What"}, {"Settled"}, {"Source"}});
  for (const auto& entry : response.entries()) {
    table.AddRow({{DayWords(entry.date()), Tone::kStrong},
                  {MonthWords(entry.period_end())},
                  {IdsOrAll(entry.measure_ids())},
                  {entry.title()},
                  {entry.confirmed() ? "yes" : "no"},
                  {entry.source()}});
  }
  return OrNone(table.Render(terminal));
}

}  // namespace peerage::cli
