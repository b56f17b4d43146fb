#include "clients/cli/reference_outline.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/reference_words.h"
#include "services/core/aspiration.h"

namespace peerage::cli {
namespace {

using Names = google::protobuf::RepeatedPtrField<std::string>;

// Keys in the order they are given; what says nothing is left out.
class Keys {
 public:
  Keys& Text(std::string name, std::string text) {
    if (!text.empty()) keys_.push_back({std::move(name), std::move(text)});
    return *this;
  }
  Keys& Number(std::string name, int64_t number) {
    return Text(std::move(name), absl::StrCat(number));
  }
  // A flag that is not set is left out: false is what its absence says.
  Keys& Flag(std::string name, bool flag) { return Text(std::move(name), flag ? "true" : ""); }
  Keys& List(std::string name, const Names& names) {
    if (!names.empty()) {
      keys_.push_back({std::move(name), std::vector<std::string>(names.begin(), names.end())});
    }
    return *this;
  }
  Keys& Mapping(std::string name, OutlineKeys keys) {
    if (!keys.empty()) keys_.push_back({std::move(name), std::move(keys)});
    return *this;
  }
  Keys& Mappings(std::string name, std::vector<OutlineKeys> mappings) {
    if (!mappings.empty()) keys_.push_back({std::move(name), std::move(mappings)});
    return *this;
  }
  OutlineKeys Take() { return std::move(keys_); }

 private:
  OutlineKeys keys_;
};

// "group-a from 2014-01": versions of one id are told by their first month.
std::string Version(const std::string& id, const std::string& valid_from) {
  return valid_from.empty() ? id : absl::StrCat(id, " from ", valid_from);
}

OutlineThing TermsOf(const types::v1::DatasetTerms& terms) {
  return {"terms",
          Keys()
              .Text("source", terms.source())
              .Text("licence", terms.licence())
              .Text("attribution", terms.attribution())
              .Text("marking", terms.marking())
              .Text("notice", terms.notice())
              .Text("audience", terms.audience())
              .Text("outside_naming", WordFor(OutsideNamingWords(), terms.outside_naming()))
              .Text("publishable_from", terms.publishable_from())
              .Take()};
}

OutlineThing AreaOf(const types::v1::Area& area) {
  std::vector<OutlineKeys> former_names;
  for (const types::v1::DatedName& former : area.former_names()) {
    former_names.push_back(Keys()
                               .Text("name", former.name())
                               .Text("valid_from", former.valid_from())
                               .Text("valid_to", former.valid_to())
                               .Take());
  }
  return {area.id(),
          Keys()
              .Text("id", area.id())
              .Text("name", area.name())
              .List("aliases", area.aliases())
              .Text("ons_code", area.ons_code())
              .Text("kind", WordFor(AreaKindWords(), area.kind()))
              .Text("region", area.region())
              .Flag("excluded_from_built_in_groups", area.excluded_from_built_in_groups())
              .Text("valid_from", area.valid_from())
              .Text("valid_to", area.valid_to())
              .Mappings("former_names", std::move(former_names))
              .Take()};
}

OutlineThing SeriesOf(const types::v1::Series& series) {
  return {series.id(), Keys()
                           .Text("id", series.id())
                           .Text("name", series.name())
                           .Number("decimals", series.decimals())
                           .Flag("may_be_negative", series.may_be_negative())
                           .Flag("population", series.population())
                           .Flag("population_by_period", series.population_by_period())
                           .Text("source", series.source())
                           .Take()};
}

OutlineThing MeasureOf(const types::v1::Measure& measure) {
  const types::v1::MeasureWords& words = measure.words();
  return {Version(measure.id(), measure.valid_from()),
          Keys()
              .Text("id", measure.id())
              .Text("name", measure.name())
              .Text("kind", WordFor(MeasureKindWords(), measure.kind()))
              .List("numerator", measure.numerator_series())
              .List("denominator", measure.denominator_series())
              .Text("printed", measure.printed_series())
              .Number("window_months", measure.window_months())
              .Number("multiplier", measure.multiplier())
              .Text("unit", measure.unit())
              .Text("direction", WordFor(DirectionYamlWords(), measure.direction()))
              .Number("frequency_months", measure.frequency_months())
              .Number("available_after_months", measure.available_after_months())
              .Number("value_decimals", measure.value_decimals())
              .Number("change_decimals", measure.change_decimals())
              .Mapping("words", Keys()
                                    .Text("subject", words.subject())
                                    .Text("event_singular", words.event_singular())
                                    .Text("event_plural", words.event_plural())
                                    .Text("up", words.up())
                                    .Text("down", words.down())
                                    .Take())
              .Text("definition", measure.definition())
              .Number("definition_version", measure.definition_version())
              .Text("quality_status", measure.quality_status())
              .Text("source", measure.source())
              .Text("valid_from", measure.valid_from())
              .Take()};
}

OutlineThing GroupOf(const types::v1::SimilarGroup& group) {
  return {Version(group.id(), group.valid_from()), Keys()
                                                       .Text("id", group.id())
                                                       .Text("name", group.name())
                                                       .List("members", group.member_ids())
                                                       .List("default_for", group.default_for())
                                                       .Text("valid_from", group.valid_from())
                                                       .Text("valid_to", group.valid_to())
                                                       .Text("source", group.source())
                                                       .Flag("verified", group.verified())
                                                       .Take()};
}

OutlineThing AspirationOf(const types::v1::Aspiration& aspiration) {
  return {Version(absl::StrCat(aspiration.force_id(), ", ", aspiration.measure_id()),
                  aspiration.valid_from()),
          Keys()
              .Text("force", aspiration.force_id())
              .Text("measure", aspiration.measure_id())
              .Text("target", aspiration.text())
              .Text("valid_from", aspiration.valid_from())
              .Text("owner", aspiration.owner())
              .Text("source", aspiration.source())
              .Take()};
}

OutlineThing EventOf(const types::v1::ExceptionalEvent& event) {
  std::vector<OutlineKeys> parts;
  for (const auto& part : event.parts()) {
    parts.push_back(Keys().Text("series", part.series_id()).Number("count", part.count()).Take());
  }
  return {event.id(), Keys()
                          .Text("id", event.id())
                          .Text("name", event.name())
                          .Text("date", event.date())
                          .Text("force", event.force_id())
                          .Mappings("parts", std::move(parts))
                          .Text("reason", event.reason())
                          .Text("source", event.source())
                          .Take()};
}

OutlineThing AnnotationOf(const types::v1::Annotation& annotation) {
  return {annotation.id(), Keys()
                               .Text("id", annotation.id())
                               .Text("date", annotation.date())
                               .Text("kind", WordFor(AnnotationKindWords(), annotation.kind()))
                               .List("measures", annotation.measure_ids())
                               .List("areas", annotation.area_ids())
                               .Text("text", annotation.text())
                               .Text("source", annotation.source())
                               .Flag("breaks_series", annotation.breaks_series())
                               .Take()};
}

OutlineThing CalendarEntryOf(const types::v1::CalendarEntry& entry) {
  const std::string measures = absl::StrJoin(entry.measure_ids(), ", ");
  return {absl::StrCat(entry.date(), " to ", entry.period_end(), measures.empty() ? "" : ", ",
                       measures),
          Keys()
              .Text("date", entry.date())
              .Text("period_end", entry.period_end())
              .List("measures", entry.measure_ids())
              .Text("title", entry.title())
              .Text("source", entry.source())
              .Flag("confirmed", entry.confirmed())
              .Take()};
}

template <class Messages, class Thing>
OutlineSection Section(std::string name, std::string thing, const Messages& messages,
                       const Thing& thing_of) {
  OutlineSection section{.name = std::move(name), .thing = std::move(thing)};
  for (const auto& message : messages) section.things.push_back(thing_of(message));
  return section;
}

std::string MappingWords(const OutlineKeys& keys) {
  std::vector<std::string> words;
  for (const OutlineKey& key : keys) words.push_back(absl::StrCat(key.name, ": ", ValueWords(key)));
  return absl::StrCat("{", absl::StrJoin(words, ", "), "}");
}

struct Words {
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const std::vector<std::string>& list) const {
    return absl::StrCat("[", absl::StrJoin(list, ", "), "]");
  }
  std::string operator()(const OutlineKeys& keys) const { return MappingWords(keys); }
  std::string operator()(const std::vector<OutlineKeys>& mappings) const {
    std::vector<std::string> words;
    for (const OutlineKeys& keys : mappings) words.push_back(MappingWords(keys));
    return absl::StrCat("[", absl::StrJoin(words, ", "), "]");
  }
};

}  // namespace

std::string ValueWords(const OutlineKey& key) { return std::visit(Words{}, key.value); }

std::vector<OutlineSection> OutlineOf(const types::v1::DatasetReference& reference) {
  const OutlineThing top{"the data set", Keys()
                                             .Text("dataset", reference.dataset_id())
                                             .Text("name", reference.name())
                                             .Flag("built_in_groups", reference.built_in_groups())
                                             .Take()};
  return {
      {.thing = "the data set", .list = false, .things = {top}},
      {.name = "terms", .thing = "terms", .list = false, .things = {TermsOf(reference.terms())}},
      Section("areas", "area", reference.areas(), AreaOf),
      Section("series", "series", reference.series(), SeriesOf),
      Section("measures", "measure", reference.measures(), MeasureOf),
      Section("groups", "group", reference.groups(), GroupOf),
      Section("aspirations", "aspiration", reference.aspirations(), AspirationOf),
      Section("events", "event", reference.events(), EventOf),
      Section("annotations", "annotation", reference.annotations(), AnnotationOf),
      Section("calendar", "calendar entry", reference.calendar(), CalendarEntryOf)};
}

}  // namespace peerage::cli
