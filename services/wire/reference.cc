#include "services/wire/reference.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <optional>
#include <variant>

namespace peerage::wire {
namespace {

types::v1::AreaKind KindToProto(core::AreaKind kind) {
  switch (kind) {
    case core::AreaKind::kForce:
      return types::v1::AREA_KIND_FORCE;
    case core::AreaKind::kNation:
      return types::v1::AREA_KIND_NATION;
    case core::AreaKind::kRegion:
      return types::v1::AREA_KIND_REGION;
    case core::AreaKind::kCsp:
      return types::v1::AREA_KIND_CSP;
    case core::AreaKind::kDistrict:
      return types::v1::AREA_KIND_DISTRICT;
  }
  return types::v1::AREA_KIND_UNSPECIFIED;
}

types::v1::MeasureKind KindToProto(core::MeasureKind kind) {
  switch (kind) {
    case core::MeasureKind::kRatePerPop:
      return types::v1::MEASURE_KIND_RATE_PER_POP;
    case core::MeasureKind::kProportion:
      return types::v1::MEASURE_KIND_PROPORTION;
    case core::MeasureKind::kRatioOfCounts:
      return types::v1::MEASURE_KIND_RATIO_OF_COUNTS;
    case core::MeasureKind::kRatePerExposure:
      return types::v1::MEASURE_KIND_RATE_PER_EXPOSURE;
    case core::MeasureKind::kSurveyPercent:
      return types::v1::MEASURE_KIND_SURVEY_PERCENT;
    case core::MeasureKind::kPercentOfHours:
      return types::v1::MEASURE_KIND_PERCENT_OF_HOURS;
  }
  return types::v1::MEASURE_KIND_UNSPECIFIED;
}

std::string MonthText(const std::optional<core::Month>& month) {
  return month.has_value() ? month->ToString() : "";
}

// One overload for each kind of target.
struct TargetWriter {
  types::v1::Target& out;
  void operator()(const core::RankAtLeast& t) {
    out.mutable_rank_at_least()->set_position(t.position);
  }
  void operator()(const core::Best&) { out.mutable_best(); }
  void operator()(const core::UpperQuartile&) { out.mutable_upper_quartile(); }
  void operator()(const core::TopHalf&) { out.mutable_top_half(); }
  void operator()(const core::AtAverage&) { out.mutable_average(); }
  void operator()(const core::NationalRankAtLeast& t) {
    out.mutable_national_rank_at_least()->set_position(t.position);
  }
  void operator()(const core::ValueAtLeast& t) { out.mutable_value()->set_value(t.value); }
  void operator()(const core::ChangeFromBaseline& t) {
    out.mutable_change_from_baseline()->set_percent(t.percent);
    out.mutable_change_from_baseline()->set_baseline_end_month(t.baseline_end.ToString());
  }
  void operator()(const core::NoAspiration& t) { out.mutable_none()->set_reason(t.reason); }
};

}  // namespace

types::v1::Direction ToProto(core::Direction direction) {
  switch (direction) {
    case core::Direction::kLowerIsBetter:
      return types::v1::DIRECTION_LOWER_IS_BETTER;
    case core::Direction::kHigherIsBetter:
      return types::v1::DIRECTION_HIGHER_IS_BETTER;
    case core::Direction::kContextual:
      return types::v1::DIRECTION_CONTEXTUAL;
  }
  return types::v1::DIRECTION_UNSPECIFIED;
}

types::v1::Area ToProto(const core::Area& area) {
  types::v1::Area out;
  out.set_id(area.id);
  out.set_name(area.name);
  *out.mutable_aliases() = {area.aliases.begin(), area.aliases.end()};
  out.set_ons_code(area.ons_code);
  out.set_kind(KindToProto(area.kind));
  out.set_region(area.region);
  out.set_excluded_from_built_in_groups(area.excluded_from_built_in_groups);
  out.set_valid_from(MonthText(area.valid_from));
  out.set_valid_to(MonthText(area.valid_to));
  for (const core::DatedName& former : area.former_names) {
    types::v1::DatedName& name = *out.add_former_names();
    name.set_name(former.name);
    name.set_valid_from(MonthText(former.valid_from));
    name.set_valid_to(MonthText(former.valid_to));
  }
  return out;
}

types::v1::Series ToProto(const core::Series& series) {
  types::v1::Series out;
  out.set_id(series.id);
  out.set_name(series.name);
  out.set_decimals(series.decimals);
  out.set_may_be_negative(series.may_be_negative);
  out.set_population(series.population);
  out.set_source(series.source);
  out.set_population_by_period(series.population_by_period);
  return out;
}

types::v1::Measure ToProto(const core::Measure& measure) {
  types::v1::Measure out;
  out.set_id(measure.id);
  out.set_name(measure.name);
  out.set_kind(KindToProto(measure.kind));
  *out.mutable_numerator_series() = {measure.numerator_series.begin(),
                                     measure.numerator_series.end()};
  *out.mutable_denominator_series() = {measure.denominator_series.begin(),
                                       measure.denominator_series.end()};
  out.set_window_months(measure.window_months);
  out.set_multiplier(measure.multiplier);
  out.set_unit(measure.unit);
  out.set_direction(ToProto(measure.direction));
  out.set_frequency_months(measure.frequency_months);
  out.set_available_after_months(measure.available_after_months);
  out.set_value_decimals(measure.value_decimals);
  out.set_change_decimals(measure.change_decimals);
  types::v1::MeasureWords& words = *out.mutable_words();
  words.set_subject(measure.words.subject);
  words.set_event_singular(measure.words.event_singular);
  words.set_event_plural(measure.words.event_plural);
  words.set_up(measure.words.up);
  words.set_down(measure.words.down);
  out.set_definition(measure.definition);
  out.set_definition_version(measure.definition_version);
  out.set_quality_status(measure.quality_status);
  out.set_source(measure.source);
  out.set_valid_from(MonthText(measure.valid_from));
  out.set_printed_series(measure.printed_series);
  return out;
}

types::v1::SimilarGroup ToProto(const core::SimilarGroup& group) {
  types::v1::SimilarGroup out;
  out.set_id(group.id);
  out.set_name(group.name);
  *out.mutable_member_ids() = {group.member_ids.begin(), group.member_ids.end()};
  *out.mutable_default_for() = {group.default_for.begin(), group.default_for.end()};
  out.set_valid_from(MonthText(group.valid_from));
  out.set_valid_to(MonthText(group.valid_to));
  out.set_source(group.source);
  out.set_verified(group.verified);
  return out;
}

types::v1::Target ToProto(const core::Target& target) {
  types::v1::Target out;
  std::visit(TargetWriter{out}, target);
  return out;
}

types::v1::Aspiration ToProto(const core::Aspiration& aspiration) {
  types::v1::Aspiration out;
  out.set_force_id(aspiration.force_id);
  out.set_measure_id(aspiration.measure_id);
  *out.mutable_target() = ToProto(aspiration.target);
  out.set_text(aspiration.text);
  out.set_valid_from(MonthText(aspiration.valid_from));
  out.set_owner(aspiration.owner);
  out.set_source(aspiration.source);
  return out;
}

types::v1::DatasetTerms ToProto(const core::DatasetTerms& terms) {
  types::v1::DatasetTerms out;
  out.set_source(terms.source);
  out.set_licence(terms.licence);
  out.set_attribution(terms.attribution);
  out.set_marking(terms.marking);
  out.set_notice(terms.notice);
  out.set_audience(terms.audience);
  out.set_outside_naming(terms.outside_naming == core::OutsideNaming::kNamed
                             ? types::v1::OUTSIDE_NAMING_NAMED
                             : types::v1::OUTSIDE_NAMING_ANONYMOUS);
  if (terms.publishable_from) out.set_publishable_from(terms.publishable_from->ToString());
  return out;
}

types::v1::DatasetReference ToProto(const core::DatasetReference& reference) {
  types::v1::DatasetReference out;
  out.set_dataset_id(reference.dataset_id);
  out.set_name(reference.name);
  *out.mutable_terms() = ToProto(reference.terms);
  out.set_built_in_groups(reference.built_in_groups);
  for (const core::Area& area : reference.areas) *out.add_areas() = ToProto(area);
  for (const core::Series& series : reference.series) *out.add_series() = ToProto(series);
  for (const core::Measure& measure : reference.measures) *out.add_measures() = ToProto(measure);
  for (const core::SimilarGroup& group : reference.groups) *out.add_groups() = ToProto(group);
  for (const core::Aspiration& aspiration : reference.aspirations) {
    *out.add_aspirations() = ToProto(aspiration);
  }
  for (const core::ExceptionalEvent& event : reference.events) *out.add_events() = ToProto(event);
  for (const core::Annotation& annotation : reference.annotations) {
    *out.add_annotations() = ToProto(annotation);
  }
  for (const core::CalendarEntry& entry : reference.calendar) {
    *out.add_calendar() = ToProto(entry);
  }
  return out;
}

std::string ReferenceBytes(const core::DatasetReference& reference) {
  types::v1::DatasetReference message = ToProto(reference);
  if (reference.terms.outside_naming == core::OutsideNaming::kNamed) {
    message.mutable_terms()->clear_outside_naming();
  }
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

}  // namespace peerage::wire
