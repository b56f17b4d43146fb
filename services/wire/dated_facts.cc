// Events, annotations and calendar entries, both ways; see reference.h.
#include <array>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/wire/reference.h"
#include "services/wire/reference_reading.h"

namespace peerage::wire {
namespace {

using Kinds = std::array<std::pair<core::AnnotationKind, types::v1::AnnotationKind>, 6>;

constexpr Kinds kKinds = {{
    {core::AnnotationKind::kCountingRule, types::v1::ANNOTATION_KIND_COUNTING_RULE},
    {core::AnnotationKind::kRecordingPractice, types::v1::ANNOTATION_KIND_RECORDING_PRACTICE},
    {core::AnnotationKind::kSystemChange, types::v1::ANNOTATION_KIND_SYSTEM_CHANGE},
    {core::AnnotationKind::kOperation, types::v1::ANNOTATION_KIND_OPERATION},
    {core::AnnotationKind::kPandemic, types::v1::ANNOTATION_KIND_PANDEMIC},
    {core::AnnotationKind::kOther, types::v1::ANNOTATION_KIND_OTHER},
}};

// The table holds every enumerator; one that is missing is our own mistake.
types::v1::AnnotationKind KindToProto(core::AnnotationKind kind) {
  for (const auto& [core, proto] : kKinds) {
    if (core == kind) return proto;
  }
  std::abort();
}

core::AnnotationKind ReadKind(Reading& reading, const std::string& path,
                              types::v1::AnnotationKind kind) {
  for (const auto& [core, proto] : kKinds) {
    if (proto == kind) return core;
  }
  reading.Fail(path,
               "say what it tells of: counting rule, recording practice, system change, "
               "operation, pandemic or other");
  return core::AnnotationKind::kOther;
}

template <class T>
absl::StatusOr<T> Result(const Reading& reading, T value) {
  if (!reading.status().ok()) return reading.status();
  return value;
}

}  // namespace

types::v1::ExceptionalEvent ToProto(const core::ExceptionalEvent& event) {
  types::v1::ExceptionalEvent out;
  out.set_id(event.id);
  out.set_name(event.name);
  out.set_date(event.date.ToString());
  out.set_force_id(event.force_id);
  for (const core::EventPart& part : event.parts) {
    out.add_parts()->set_series_id(part.series_id);
    out.mutable_parts()->rbegin()->set_count(part.count);
  }
  out.set_reason(event.reason);
  out.set_source(event.source);
  return out;
}

types::v1::Annotation ToProto(const core::Annotation& annotation) {
  types::v1::Annotation out;
  out.set_id(annotation.id);
  out.set_date(annotation.date.ToString());
  out.set_kind(KindToProto(annotation.kind));
  *out.mutable_measure_ids() = {annotation.measure_ids.begin(), annotation.measure_ids.end()};
  *out.mutable_area_ids() = {annotation.area_ids.begin(), annotation.area_ids.end()};
  out.set_text(annotation.text);
  out.set_source(annotation.source);
  out.set_breaks_series(annotation.breaks_series);
  return out;
}

types::v1::CalendarEntry ToProto(const core::CalendarEntry& entry) {
  types::v1::CalendarEntry out;
  out.set_date(entry.date.ToString());
  out.set_period_end(entry.period_end.ToString());
  *out.mutable_measure_ids() = {entry.measure_ids.begin(), entry.measure_ids.end()};
  out.set_title(entry.title);
  out.set_source(entry.source);
  out.set_confirmed(entry.confirmed);
  return out;
}

core::ExceptionalEvent ReadEvent(Reading& reading, const std::string& path,
                                 const types::v1::ExceptionalEvent& event) {
  core::ExceptionalEvent out{.id = event.id(),
                             .name = event.name(),
                             .date = reading.RequiredDay(path + ".date", event.date()),
                             .force_id = event.force_id(),
                             .reason = event.reason(),
                             .source = event.source()};
  for (const auto& part : event.parts()) out.parts.push_back({part.series_id(), part.count()});
  return out;
}

core::Annotation ReadAnnotation(Reading& reading, const std::string& path,
                                const types::v1::Annotation& annotation) {
  return {.id = annotation.id(),
          .date = reading.RequiredDay(path + ".date", annotation.date()),
          .kind = ReadKind(reading, path + ".kind", annotation.kind()),
          .measure_ids = {annotation.measure_ids().begin(), annotation.measure_ids().end()},
          .area_ids = {annotation.area_ids().begin(), annotation.area_ids().end()},
          .text = annotation.text(),
          .source = annotation.source(),
          .breaks_series = annotation.breaks_series()};
}

core::CalendarEntry ReadCalendarEntry(Reading& reading, const std::string& path,
                                      const types::v1::CalendarEntry& entry) {
  return {.date = reading.RequiredDay(path + ".date", entry.date()),
          .period_end = reading.RequiredMonth(path + ".period_end", entry.period_end()),
          .measure_ids = {entry.measure_ids().begin(), entry.measure_ids().end()},
          .title = entry.title(),
          .source = entry.source(),
          .confirmed = entry.confirmed()};
}

absl::StatusOr<core::Annotation> FromProto(const types::v1::Annotation& annotation,
                                           const std::string& path) {
  Reading reading;
  core::Annotation out = ReadAnnotation(reading, path, annotation);
  return Result(reading, std::move(out));
}

absl::StatusOr<core::CalendarEntry> FromProto(const types::v1::CalendarEntry& entry,
                                              const std::string& path) {
  Reading reading;
  core::CalendarEntry out = ReadCalendarEntry(reading, path, entry);
  return Result(reading, std::move(out));
}

}  // namespace peerage::wire
