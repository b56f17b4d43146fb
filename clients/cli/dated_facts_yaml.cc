#include "clients/cli/dated_facts_yaml.h"

#include "clients/cli/reference_words.h"

namespace peerage::cli {
namespace {

using Ids = google::protobuf::RepeatedPtrField<std::string>;

void AddAll(const std::vector<std::string>& ids, Ids* field) { field->Add(ids.begin(), ids.end()); }

void ReadEvent(YamlMapping from, types::v1::ExceptionalEvent& event) {
  event.set_id(from.Text("id"));
  event.set_name(from.Text("name"));
  event.set_date(from.Day("date"));
  event.set_force_id(from.Text("force", "force_id"));
  for (YamlMapping part : from.Mappings("parts")) {
    auto& out = *event.add_parts();
    out.set_series_id(part.Text("series", "series_id"));
    out.set_count(part.Number("count"));
    part.Finish();
  }
  event.set_reason(from.Text("reason"));
  event.set_source(from.Text("source"));
  from.Finish();
}

void ReadAnnotation(YamlMapping from, types::v1::Annotation& annotation) {
  annotation.set_id(from.Text("id"));
  annotation.set_date(from.Day("date"));
  annotation.set_kind(
      static_cast<types::v1::AnnotationKind>(from.Word("kind", AnnotationKindWords())));
  AddAll(from.OptionalTexts("measures", "measure_ids"), annotation.mutable_measure_ids());
  AddAll(from.OptionalTexts("areas", "area_ids"), annotation.mutable_area_ids());
  annotation.set_text(from.Text("text"));
  annotation.set_source(from.Text("source"));
  annotation.set_breaks_series(from.OptionalFlag("breaks_series"));
  from.Finish();
}

void ReadCalendarEntry(YamlMapping from, types::v1::CalendarEntry& entry) {
  entry.set_date(from.Day("date"));
  entry.set_period_end(from.Month("period_end"));
  AddAll(from.OptionalTexts("measures", "measure_ids"), entry.mutable_measure_ids());
  entry.set_title(from.Text("title"));
  entry.set_source(from.Text("source"));
  entry.set_confirmed(from.OptionalFlag("confirmed"));
  from.Finish();
}

}  // namespace

void ReadDatedFacts(YamlMapping& root, types::v1::DatasetReference& reference) {
  for (const auto& event : root.OptionalMappings("events")) {
    ReadEvent(event, *reference.add_events());
  }
  for (const auto& annotation : root.OptionalMappings("annotations")) {
    ReadAnnotation(annotation, *reference.add_annotations());
  }
  for (const auto& entry : root.OptionalMappings("calendar")) {
    ReadCalendarEntry(entry, *reference.add_calendar());
  }
}

}  // namespace peerage::cli
