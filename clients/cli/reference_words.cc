#include "clients/cli/reference_words.h"

#include "peerage/types/v1/reference.pb.h"

namespace peerage::cli {

const YamlWords& AreaKindWords() {
  static const YamlWords words = {{"force", types::v1::AREA_KIND_FORCE},
                                  {"nation", types::v1::AREA_KIND_NATION},
                                  {"region", types::v1::AREA_KIND_REGION},
                                  {"csp", types::v1::AREA_KIND_CSP},
                                  {"district", types::v1::AREA_KIND_DISTRICT}};
  return words;
}

const YamlWords& MeasureKindWords() {
  static const YamlWords words = {{"rate-per-pop", types::v1::MEASURE_KIND_RATE_PER_POP},
                                  {"proportion", types::v1::MEASURE_KIND_PROPORTION},
                                  {"ratio-of-counts", types::v1::MEASURE_KIND_RATIO_OF_COUNTS},
                                  {"rate-per-exposure", types::v1::MEASURE_KIND_RATE_PER_EXPOSURE},
                                  {"survey-percent", types::v1::MEASURE_KIND_SURVEY_PERCENT},
                                  {"percent-of-hours", types::v1::MEASURE_KIND_PERCENT_OF_HOURS}};
  return words;
}

const YamlWords& DirectionYamlWords() {
  static const YamlWords words = {{"lower-is-better", types::v1::DIRECTION_LOWER_IS_BETTER},
                                  {"higher-is-better", types::v1::DIRECTION_HIGHER_IS_BETTER},
                                  {"contextual", types::v1::DIRECTION_CONTEXTUAL}};
  return words;
}

const YamlWords& AnnotationKindWords() {
  static const YamlWords words = {
      {"counting-rule", types::v1::ANNOTATION_KIND_COUNTING_RULE},
      {"recording-practice", types::v1::ANNOTATION_KIND_RECORDING_PRACTICE},
      {"system-change", types::v1::ANNOTATION_KIND_SYSTEM_CHANGE},
      {"operation", types::v1::ANNOTATION_KIND_OPERATION},
      {"pandemic", types::v1::ANNOTATION_KIND_PANDEMIC},
      {"other", types::v1::ANNOTATION_KIND_OTHER}};
  return words;
}

const YamlWords& OutsideNamingWords() {
  static const YamlWords words = {{"named", types::v1::OUTSIDE_NAMING_NAMED},
                                  {"anonymous", types::v1::OUTSIDE_NAMING_ANONYMOUS}};
  return words;
}

std::string WordFor(const YamlWords& words, int number) {
  for (const auto& [word, known] : words) {
    if (known == number) return word;
  }
  return "";
}

}  // namespace peerage::cli
