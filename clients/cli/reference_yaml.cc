#include "clients/cli/reference_yaml.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/dated_facts_yaml.h"
#include "clients/cli/reference_words.h"
#include "clients/cli/target_words.h"

namespace peerage::cli {
namespace {

using types::v1::DatasetReference;

void AddAll(const std::vector<std::string>& texts,
            google::protobuf::RepeatedPtrField<std::string>* field) {
  field->Add(texts.begin(), texts.end());
}

void ReadTerms(YamlMapping from, types::v1::DatasetTerms& terms) {
  terms.set_source(from.Text("source"));
  terms.set_licence(from.Text("licence"));
  terms.set_attribution(from.Text("attribution"));
  terms.set_marking(from.Text("marking"));
  terms.set_notice(from.OptionalText("notice"));
  terms.set_audience(from.OptionalText("audience"));
  terms.set_outside_naming(static_cast<types::v1::OutsideNaming>(
      from.OptionalWord("outside_naming", OutsideNamingWords(), types::v1::OUTSIDE_NAMING_NAMED)));
  terms.set_publishable_from(from.OptionalDay("publishable_from"));
  from.Finish();
}

void ReadArea(YamlMapping from, types::v1::Area& area) {
  area.set_id(from.Text("id"));
  area.set_name(from.Text("name"));
  AddAll(from.OptionalTexts("aliases"), area.mutable_aliases());
  area.set_ons_code(from.OptionalText("ons_code"));
  area.set_kind(static_cast<types::v1::AreaKind>(from.Word("kind", AreaKindWords())));
  area.set_region(from.OptionalText("region"));
  area.set_excluded_from_built_in_groups(from.OptionalFlag("excluded_from_built_in_groups"));
  area.set_valid_from(from.OptionalMonth("valid_from"));
  area.set_valid_to(from.OptionalMonth("valid_to"));
  for (YamlMapping former : from.OptionalMappings("former_names")) {
    types::v1::DatedName& name = *area.add_former_names();
    name.set_name(former.Text("name"));
    name.set_valid_from(former.OptionalMonth("valid_from"));
    name.set_valid_to(former.OptionalMonth("valid_to"));
    former.Finish();
  }
  from.Finish();
}

void ReadSeries(YamlMapping from, types::v1::Series& series) {
  series.set_id(from.Text("id"));
  series.set_name(from.Text("name"));
  series.set_decimals(static_cast<int32_t>(from.OptionalNumber("decimals", 0)));
  series.set_may_be_negative(from.OptionalFlag("may_be_negative"));
  series.set_population(from.OptionalFlag("population"));
  series.set_population_by_period(from.OptionalFlag("population_by_period"));
  series.set_source(from.Text("source"));
  from.Finish();
}

void ReadWords(YamlMapping from, types::v1::MeasureWords& words) {
  words.set_subject(from.Text("subject"));
  words.set_event_singular(from.Text("event_singular"));
  words.set_event_plural(from.Text("event_plural"));
  words.set_up(from.Text("up"));
  words.set_down(from.Text("down"));
  from.Finish();
}

void ReadMeasure(YamlMapping from, types::v1::Measure& measure) {
  measure.set_id(from.Text("id"));
  measure.set_name(from.Text("name"));
  measure.set_kind(static_cast<types::v1::MeasureKind>(from.Word("kind", MeasureKindWords())));
  AddAll(from.Texts("numerator", "numerator_series"), measure.mutable_numerator_series());
  AddAll(from.OptionalTexts("denominator", "denominator_series"),
         measure.mutable_denominator_series());
  measure.set_window_months(static_cast<int32_t>(from.Number("window_months")));
  measure.set_multiplier(from.Number("multiplier"));
  measure.set_unit(from.Text("unit"));
  measure.set_direction(
      static_cast<types::v1::Direction>(from.Word("direction", DirectionYamlWords())));
  measure.set_frequency_months(static_cast<int32_t>(from.Number("frequency_months")));
  measure.set_available_after_months(
      static_cast<int32_t>(from.OptionalNumber("available_after_months", 0)));
  measure.set_value_decimals(static_cast<int32_t>(from.Number("value_decimals")));
  measure.set_change_decimals(static_cast<int32_t>(from.Number("change_decimals")));
  if (const auto words = from.Mapping("words")) ReadWords(*words, *measure.mutable_words());
  measure.set_definition(from.Text("definition"));
  measure.set_definition_version(
      static_cast<int32_t>(from.OptionalNumber("definition_version", 1)));
  measure.set_quality_status(from.OptionalText("quality_status"));
  measure.set_source(from.Text("source"));
  measure.set_valid_from(from.OptionalMonth("valid_from"));
  measure.set_printed_series(from.OptionalText("printed", "printed_series"));
  from.Finish();
}

void ReadGroup(YamlMapping from, types::v1::SimilarGroup& group) {
  group.set_id(from.Text("id"));
  group.set_name(from.Text("name"));
  AddAll(from.Texts("members", "member_ids"), group.mutable_member_ids());
  AddAll(from.OptionalTexts("default_for"), group.mutable_default_for());
  group.set_valid_from(from.OptionalMonth("valid_from"));
  group.set_valid_to(from.OptionalMonth("valid_to"));
  group.set_source(from.Text("source"));
  group.set_verified(from.OptionalFlag("verified"));
  from.Finish();
}

void ReadAspiration(YamlMapping from, types::v1::Aspiration& aspiration) {
  aspiration.set_force_id(from.Text("force", "force_id"));
  aspiration.set_measure_id(from.Text("measure", "measure_id"));
  aspiration.set_text(from.Text("target"));
  aspiration.set_valid_from(from.OptionalMonth("valid_from"));
  aspiration.set_owner(from.OptionalText("owner"));
  aspiration.set_source(from.OptionalText("source"));
  if (!aspiration.text().empty()) {
    const auto target = TargetFromWords(aspiration.text());
    if (target.ok()) {
      *aspiration.mutable_target() = *target;
    } else {
      from.Refuse("target", absl::StrCat(target.status().message()));
    }
  }
  from.Finish();
}

}  // namespace

DatasetReference ReadReferenceYaml(const std::string& text, YamlFindings& findings) {
  DatasetReference reference;
  const auto document = LoadYaml(text, findings);
  if (!document.ok()) return reference;
  YamlMapping root(*document, "", findings);
  reference.set_dataset_id(root.Text("dataset", "dataset_id"));
  reference.set_name(root.Text("name"));
  reference.set_built_in_groups(root.OptionalFlag("built_in_groups"));
  if (const auto terms = root.Mapping("terms")) ReadTerms(*terms, *reference.mutable_terms());
  for (const auto& area : root.Mappings("areas")) ReadArea(area, *reference.add_areas());
  for (const auto& series : root.Mappings("series")) ReadSeries(series, *reference.add_series());
  for (const auto& measure : root.Mappings("measures")) {
    ReadMeasure(measure, *reference.add_measures());
  }
  for (const auto& group : root.OptionalMappings("groups")) {
    ReadGroup(group, *reference.add_groups());
  }
  for (const auto& aspiration : root.OptionalMappings("aspirations")) {
    ReadAspiration(aspiration, *reference.add_aspirations());
  }
  ReadDatedFacts(root, reference);
  root.Finish();
  return reference;
}

}  // namespace peerage::cli
