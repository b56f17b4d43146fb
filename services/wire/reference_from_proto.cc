#include <utility>

#include "absl/strings/str_cat.h"
#include "services/wire/reference.h"
#include "services/wire/reference_reading.h"

namespace peerage::wire {
namespace {

core::Direction ReadDirection(Reading& reading, const std::string& path,
                              types::v1::Direction direction) {
  switch (direction) {
    case types::v1::DIRECTION_LOWER_IS_BETTER:
      return core::Direction::kLowerIsBetter;
    case types::v1::DIRECTION_HIGHER_IS_BETTER:
      return core::Direction::kHigherIsBetter;
    case types::v1::DIRECTION_CONTEXTUAL:
      return core::Direction::kContextual;
    default:
      reading.Fail(path, "say which way is better: lower, higher or contextual");
      return core::Direction::kLowerIsBetter;
  }
}

core::AreaKind ReadKind(Reading& reading, const std::string& path, types::v1::AreaKind kind) {
  switch (kind) {
    case types::v1::AREA_KIND_FORCE:
      return core::AreaKind::kForce;
    case types::v1::AREA_KIND_NATION:
      return core::AreaKind::kNation;
    case types::v1::AREA_KIND_REGION:
      return core::AreaKind::kRegion;
    case types::v1::AREA_KIND_CSP:
      return core::AreaKind::kCsp;
    case types::v1::AREA_KIND_DISTRICT:
      return core::AreaKind::kDistrict;
    default:
      reading.Fail(path, "say what the area is: force, nation, region, csp or district");
      return core::AreaKind::kForce;
  }
}

core::MeasureKind ReadKind(Reading& reading, const std::string& path, types::v1::MeasureKind kind) {
  switch (kind) {
    case types::v1::MEASURE_KIND_RATE_PER_POP:
      return core::MeasureKind::kRatePerPop;
    case types::v1::MEASURE_KIND_PROPORTION:
      return core::MeasureKind::kProportion;
    case types::v1::MEASURE_KIND_RATIO_OF_COUNTS:
      return core::MeasureKind::kRatioOfCounts;
    case types::v1::MEASURE_KIND_RATE_PER_EXPOSURE:
      return core::MeasureKind::kRatePerExposure;
    case types::v1::MEASURE_KIND_SURVEY_PERCENT:
      return core::MeasureKind::kSurveyPercent;
    case types::v1::MEASURE_KIND_PERCENT_OF_HOURS:
      return core::MeasureKind::kPercentOfHours;
    default:
      reading.Fail(path, "say how the measure is made, for example a rate per population");
      return core::MeasureKind::kRatePerPop;
  }
}

core::Target ReadTarget(Reading& reading, const std::string& path,
                        const types::v1::Target& target) {
  switch (target.kind_case()) {
    case types::v1::Target::kRankAtLeast:
      return core::RankAtLeast{target.rank_at_least().position()};
    case types::v1::Target::kBest:
      return core::Best{};
    case types::v1::Target::kUpperQuartile:
      return core::UpperQuartile{};
    case types::v1::Target::kTopHalf:
      return core::TopHalf{};
    case types::v1::Target::kAverage:
      return core::AtAverage{};
    case types::v1::Target::kNationalRankAtLeast:
      return core::NationalRankAtLeast{target.national_rank_at_least().position()};
    case types::v1::Target::kValue:
      return core::ValueAtLeast{reading.Finite(path + ".value.value", target.value().value())};
    case types::v1::Target::kChangeFromBaseline: {
      const auto& change = target.change_from_baseline();
      return core::ChangeFromBaseline{
          reading.Finite(path + ".change_from_baseline.percent", change.percent()),
          reading.RequiredMonth(path + ".change_from_baseline.baseline_end_month",
                                change.baseline_end_month())};
    }
    case types::v1::Target::kNone:
      return core::NoAspiration{target.none().reason()};
    case types::v1::Target::KIND_NOT_SET:
      break;
  }
  reading.Fail(path, "say what is wanted; 'none' with a reason is an answer");
  return core::NoAspiration{};
}

std::vector<core::DatedName> ReadFormerNames(Reading& reading, const std::string& path,
                                             const types::v1::Area& area) {
  std::vector<core::DatedName> names;
  for (int i = 0; i < area.former_names_size(); ++i) {
    const types::v1::DatedName& name = area.former_names(i);
    const std::string name_path = absl::StrCat(path, "[", i, "]");
    names.push_back(
        {.name = name.name(),
         .valid_from = reading.OptionalMonth(name_path + ".valid_from", name.valid_from()),
         .valid_to = reading.OptionalMonth(name_path + ".valid_to", name.valid_to())});
  }
  return names;
}

core::Area ReadArea(Reading& reading, const std::string& path, const types::v1::Area& area) {
  return {.id = area.id(),
          .name = area.name(),
          .aliases = {area.aliases().begin(), area.aliases().end()},
          .ons_code = area.ons_code(),
          .kind = ReadKind(reading, path + ".kind", area.kind()),
          .region = area.region(),
          .excluded_from_built_in_groups = area.excluded_from_built_in_groups(),
          .valid_from = reading.OptionalMonth(path + ".valid_from", area.valid_from()),
          .valid_to = reading.OptionalMonth(path + ".valid_to", area.valid_to()),
          .former_names = ReadFormerNames(reading, path + ".former_names", area)};
}

core::Series ReadSeries(const types::v1::Series& series) {
  return {.id = series.id(),
          .name = series.name(),
          .decimals = series.decimals(),
          .may_be_negative = series.may_be_negative(),
          .population = series.population(),
          .source = series.source(),
          .population_by_period = series.population_by_period()};
}

core::Measure ReadMeasure(Reading& reading, const std::string& path,
                          const types::v1::Measure& measure) {
  const types::v1::MeasureWords& words = measure.words();
  return {
      .id = measure.id(),
      .name = measure.name(),
      .kind = ReadKind(reading, path + ".kind", measure.kind()),
      .numerator_series = {measure.numerator_series().begin(), measure.numerator_series().end()},
      .denominator_series = {measure.denominator_series().begin(),
                             measure.denominator_series().end()},
      .window_months = measure.window_months(),
      .multiplier = measure.multiplier(),
      .unit = measure.unit(),
      .direction = ReadDirection(reading, path + ".direction", measure.direction()),
      .frequency_months = measure.frequency_months(),
      .available_after_months = measure.available_after_months(),
      .value_decimals = measure.value_decimals(),
      .change_decimals = measure.change_decimals(),
      .words = {.subject = words.subject(),
                .event_singular = words.event_singular(),
                .event_plural = words.event_plural(),
                .up = words.up(),
                .down = words.down()},
      .definition = measure.definition(),
      .definition_version = measure.definition_version(),
      .quality_status = measure.quality_status(),
      .source = measure.source(),
      .valid_from = reading.OptionalMonth(path + ".valid_from", measure.valid_from()),
      .printed_series = measure.printed_series()};
}

core::SimilarGroup ReadGroup(Reading& reading, const std::string& path,
                             const types::v1::SimilarGroup& group) {
  return {.id = group.id(),
          .name = group.name(),
          .member_ids = {group.member_ids().begin(), group.member_ids().end()},
          .default_for = {group.default_for().begin(), group.default_for().end()},
          .valid_from = reading.OptionalMonth(path + ".valid_from", group.valid_from()),
          .valid_to = reading.OptionalMonth(path + ".valid_to", group.valid_to()),
          .source = group.source(),
          .verified = group.verified()};
}

core::Aspiration ReadAspiration(Reading& reading, const std::string& path,
                                const types::v1::Aspiration& aspiration) {
  return {.force_id = aspiration.force_id(),
          .measure_id = aspiration.measure_id(),
          .target = ReadTarget(reading, path + ".target", aspiration.target()),
          .text = aspiration.text(),
          .valid_from = reading.OptionalMonth(path + ".valid_from", aspiration.valid_from()),
          .owner = aspiration.owner(),
          .source = aspiration.source()};
}

core::OutsideNaming ReadNaming(Reading& reading, const std::string& path,
                               types::v1::OutsideNaming naming) {
  switch (naming) {
    case types::v1::OUTSIDE_NAMING_UNSPECIFIED:
    case types::v1::OUTSIDE_NAMING_NAMED:
      return core::OutsideNaming::kNamed;
    case types::v1::OUTSIDE_NAMING_ANONYMOUS:
      return core::OutsideNaming::kAnonymous;
    default:
      reading.Fail(path, "say whether other forces may be named outside: named or anonymous");
      return core::OutsideNaming::kNamed;
  }
}

core::DatasetTerms ReadTerms(Reading& reading, const std::string& path,
                             const types::v1::DatasetTerms& terms) {
  return {.source = terms.source(),
          .licence = terms.licence(),
          .attribution = terms.attribution(),
          .marking = terms.marking(),
          .notice = terms.notice(),
          .audience = terms.audience(),
          .outside_naming = ReadNaming(reading, path + ".outside_naming", terms.outside_naming()),
          .publishable_from =
              reading.OptionalDay(path + ".publishable_from", terms.publishable_from())};
}

std::string At(const char* list, int index) { return absl::StrCat(list, "[", index, "]"); }

}  // namespace

absl::StatusOr<core::Direction> FromProto(types::v1::Direction direction, const std::string& path) {
  Reading reading;
  const core::Direction out = ReadDirection(reading, path, direction);
  if (!reading.status().ok()) return reading.status();
  return out;
}

absl::StatusOr<core::Target> FromProto(const types::v1::Target& target, const std::string& path) {
  Reading reading;
  core::Target out = ReadTarget(reading, path, target);
  if (!reading.status().ok()) return reading.status();
  return out;
}

absl::StatusOr<core::DatasetTerms> FromProto(const types::v1::DatasetTerms& terms,
                                             const std::string& path) {
  Reading reading;
  core::DatasetTerms out = ReadTerms(reading, path, terms);
  if (!reading.status().ok()) return reading.status();
  return out;
}

absl::StatusOr<core::DatasetReference> FromProto(const types::v1::DatasetReference& reference) {
  Reading reading;
  core::DatasetReference out;
  out.dataset_id = reference.dataset_id();
  out.name = reference.name();
  out.terms = ReadTerms(reading, "terms", reference.terms());
  out.built_in_groups = reference.built_in_groups();
  for (int i = 0; i < reference.areas_size(); ++i) {
    out.areas.push_back(ReadArea(reading, At("areas", i), reference.areas(i)));
  }
  for (const types::v1::Series& series : reference.series()) {
    out.series.push_back(ReadSeries(series));
  }
  for (int i = 0; i < reference.measures_size(); ++i) {
    out.measures.push_back(ReadMeasure(reading, At("measures", i), reference.measures(i)));
  }
  for (int i = 0; i < reference.groups_size(); ++i) {
    out.groups.push_back(ReadGroup(reading, At("groups", i), reference.groups(i)));
  }
  for (int i = 0; i < reference.aspirations_size(); ++i) {
    out.aspirations.push_back(
        ReadAspiration(reading, At("aspirations", i), reference.aspirations(i)));
  }
  for (int i = 0; i < reference.events_size(); ++i) {
    out.events.push_back(ReadEvent(reading, At("events", i), reference.events(i)));
  }
  for (int i = 0; i < reference.annotations_size(); ++i) {
    out.annotations.push_back(
        ReadAnnotation(reading, At("annotations", i), reference.annotations(i)));
  }
  for (int i = 0; i < reference.calendar_size(); ++i) {
    out.calendar.push_back(ReadCalendarEntry(reading, At("calendar", i), reference.calendar(i)));
  }
  if (!reading.status().ok()) return reading.status();
  return out;
}

}  // namespace peerage::wire
